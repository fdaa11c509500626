resource "digitalocean_vpc" "main" {
  name     = "infrar-production"
  region   = "nyc3"
  ip_range = "10.0.0.0/16"
}
