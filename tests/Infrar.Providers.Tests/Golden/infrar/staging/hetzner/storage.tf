resource "hcloud_volume" "database" {
  name     = "infrar-staging-database"
  size     = 20
  location = "fsn1"
  format   = "ext4"
  labels = {
    system      = "infrar"
    environment = "staging"
    managed-by  = "infrar"
    group       = "main"
  }
}

resource "hcloud_volume_attachment" "database" {
  volume_id = hcloud_volume.database.id
  server_id = hcloud_server.main.id
  automount = false
}
