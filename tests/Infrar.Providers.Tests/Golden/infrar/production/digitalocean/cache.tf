resource "digitalocean_database_cluster" "cache" {
  name                 = "infrar-production-cache"
  engine               = "valkey"
  version              = "8"
  size                 = "db-s-1vcpu-1gb"
  region               = "nyc3"
  node_count           = 2
  private_network_uuid = digitalocean_vpc.main.id
  tags                 = ["infrar", "production"]
}

resource "digitalocean_database_firewall" "cache" {
  cluster_id = digitalocean_database_cluster.cache.id

  rule {
    type  = "app"
    value = digitalocean_app.main.id
  }
}
