resource "digitalocean_database_cluster" "database" {
  name                 = "infrar-production-database"
  engine               = "pg"
  version              = "15"
  size                 = "db-s-2vcpu-4gb"
  region               = "nyc3"
  node_count           = 2
  storage_size_mib     = "102400"
  private_network_uuid = digitalocean_vpc.main.id
  tags                 = ["infrar", "production"]

  maintenance_window {
    day  = "sunday"
    hour = "03:00:00"
  }
}

resource "digitalocean_database_db" "database" {
  cluster_id = digitalocean_database_cluster.database.id
  name       = "infrar"
}

resource "digitalocean_database_user" "database" {
  cluster_id = digitalocean_database_cluster.database.id
  name       = "infrar"
}

resource "digitalocean_database_replica" "database_reader" {
  cluster_id = digitalocean_database_cluster.database.id
  name       = "reader"
  region     = "nyc3"
  size       = "db-s-2vcpu-4gb"
}

resource "digitalocean_database_firewall" "database" {
  cluster_id = digitalocean_database_cluster.database.id

  rule {
    type  = "app"
    value = digitalocean_app.main.id
  }
}
