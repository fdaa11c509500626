resource "digitalocean_monitor_alert" "database_processor_use" {
  description = "infrar-production database: processor use"
  type        = "v1/dbaas/alerts/cpu_alerts"
  compare     = "GreaterThan"
  value       = 80
  window      = "5m"
  entities    = [digitalocean_database_cluster.database.id]

  alerts {
    email = ["operations@infrar.io"]
  }
}

resource "digitalocean_monitor_alert" "database_free_storage" {
  description = "infrar-production database: free storage"
  type        = "v1/dbaas/alerts/disk_utilization_alerts"
  compare     = "GreaterThan"
  value       = 90
  window      = "5m"
  entities    = [digitalocean_database_cluster.database.id]

  alerts {
    email = ["operations@infrar.io"]
  }
}

resource "digitalocean_monitor_alert" "cache_memory_use" {
  description = "infrar-production cache: memory use"
  type        = "v1/dbaas/alerts/memory_utilization_alerts"
  compare     = "GreaterThan"
  value       = 80
  window      = "5m"
  entities    = [digitalocean_database_cluster.cache.id]

  alerts {
    email = ["operations@infrar.io"]
  }
}

resource "digitalocean_uptime_check" "platform" {
  name    = "infrar-production-platform"
  target  = "https://api.infrar.io/health"
  type    = "https"
  regions = ["eu_west", "us_east"]
}

resource "digitalocean_uptime_alert" "platform" {
  name     = "infrar-production-platform is down"
  check_id = digitalocean_uptime_check.platform.id
  type     = "down_global"
  period   = "2m"

  notifications {
    email = ["operations@infrar.io"]
  }
}
