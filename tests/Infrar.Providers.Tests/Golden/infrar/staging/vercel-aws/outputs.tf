output "ecs_cluster" {
  description = "Cluster that tasks run in."
  value       = aws_ecs_cluster.main.name
}

output "load_balancer_dns_name" {
  description = "Name that public services' domains point at."
  value       = aws_lb.main.dns_name
}

output "name_servers" {
  description = "Name servers that infrar.io must be delegated to."
  value       = aws_route53_zone.main.name_servers
}

output "platform_url" {
  description = "Where infrar-platform answers."
  value       = "https://api.staging.infrar.io"
}
