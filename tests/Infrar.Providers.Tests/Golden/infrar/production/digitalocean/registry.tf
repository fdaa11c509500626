resource "digitalocean_container_registry" "images" {
  name                   = "infrar-production-images"
  subscription_tier_slug = "basic"
  region                 = "nyc3"
}
