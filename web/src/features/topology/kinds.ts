import { Boxes, Clock, Cloud, Cog, Container, Database, DoorOpen, Globe, HardDrive, KeyRound, Server, ShieldCheck, Split, Users, Waypoints, Zap } from 'lucide-react'
import type { TopologyDocument } from '@/api/shapes'
import { familyColor, type Family } from '../estimate/family'

type Kind = TopologyDocument.Topology['nodes'][number]['kind']

const kinds: Record<Kind, { Icon: typeof Cloud; family: Family }> = {
  'static-site': { Icon: Globe, family: 'compute' },
  service: { Icon: Server, family: 'compute' },
  worker: { Icon: Cog, family: 'compute' },
  'scheduled-job': { Icon: Clock, family: 'compute' },
  postgresql: { Icon: Database, family: 'data' },
  redis: { Icon: Zap, family: 'cache' },
  'object-store': { Icon: HardDrive, family: 'storage' },
  secrets: { Icon: KeyRound, family: 'secrets' },
  'container-registry': { Icon: Container, family: 'storage' },
  users: { Icon: Users, family: 'other' },
  internet: { Icon: Cloud, family: 'other' },
  'load-balancer': { Icon: Split, family: 'network' },
  firewall: { Icon: ShieldCheck, family: 'network' },
  gateway: { Icon: DoorOpen, family: 'network' },
  dns: { Icon: Waypoints, family: 'network' },
}

export const kindIcon = (kind: Kind) => kinds[kind]?.Icon ?? Boxes
export const kindColor = (kind: Kind) => familyColor(kinds[kind]?.family ?? 'other')
