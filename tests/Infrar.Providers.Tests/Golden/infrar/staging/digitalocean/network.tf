resource "digitalocean_vpc" "main" {
  name     = "infrar-staging"
  region   = "nyc3"
  ip_range = "10.1.0.0/16"
}
