import { expect, test } from 'vitest'
import { isPrivateAddress, isPrivateHost } from '../../src/feed/address.ts'

test.each([
  ...['127.0.0.1', '127.255.255.254', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '0.0.0.0'],
  ...[
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
  ],
  ...[
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '[::1]',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
  ],
  ...[
    'fec0::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
  ],
  ...[
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '100::1',
    'localhost',
    '',
  ],
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true)
})

test.each([
  ...[
    '93.184.215.14',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::6810:84e5',
    '2a01:4f8::1',
    '[2a01:4f8::1]',
  ],
  ...['::ffff:8.8.8.8', '64:ff9b::8.8.8.8'],
])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false)
})

test('a host is judged as the URL parser spells it; names are left to the look-up', () => {
  const hosts = [
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://①②⑦.0.0.1/',
  ]
  for (const url of hosts) expect(isPrivateHost(new URL(url).hostname, isPrivateAddress), url).toBe(true)
  expect(isPrivateHost(new URL('http://[::ffff:10.1.2.3]/').hostname, isPrivateAddress)).toBe(true)
  expect(isPrivateHost('example.org', isPrivateAddress)).toBe(false)
})
