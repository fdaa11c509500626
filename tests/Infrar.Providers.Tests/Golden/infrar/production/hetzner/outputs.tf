output "load_balancer_ipv4" {
  description = "Address that the system's domains point to."
  value       = hcloud_load_balancer.main.ipv4
}
