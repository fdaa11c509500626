terraform {
  required_providers {
    digitalocean = { source = "digitalocean/digitalocean" }
  }
}

resource "digitalocean_vpc" "main" {
  name   = "main"
  region = "fra1"
}

resource "digitalocean_droplet" "web" {
  name     = "web"
  image    = "debian-12-x64"
  region   = "fra1"
  size     = "s-1vcpu-1gb"
  vpc_uuid = digitalocean_vpc.main.id
}

resource "digitalocean_database_cluster" "orders" {
  name                 = "orders"
  engine               = "pg"
  version              = "16"
  size                 = "db-s-1vcpu-1gb"
  region               = "fra1"
  node_count           = 1
  private_network_uuid = digitalocean_vpc.main.id
}

resource "digitalocean_app" "web" {
  spec {
    name   = "web"
    region = "fra"
    service {
      name               = "web"
      instance_count     = 2
      instance_size_slug = "apps-s-1vcpu-1gb"
      image {
        registry_type = "DOCKER_HUB"
        repository    = "nginx"
      }
    }
  }
}

output "uri" {
  value     = digitalocean_database_cluster.orders.uri
  sensitive = true
}
