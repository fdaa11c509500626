resource "hcloud_network" "main" {
  name     = "infrar-staging"
  ip_range = "10.1.0.0/16"
  labels = {
    system      = "infrar"
    environment = "staging"
    managed-by  = "infrar"
  }
}

resource "hcloud_network_subnet" "main" {
  network_id   = hcloud_network.main.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.1.1.0/24"
}
