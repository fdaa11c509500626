output "app_ingress" {
  description = "Where the app answers; its domains point here."
  value       = digitalocean_app.main.default_ingress
}
