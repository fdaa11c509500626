# Apps by requests, by hours of their replicas, with replicas that wait, on machines of their own, and without stated use; a job.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_resource_group" "main" {
  name     = "shop"
  location = "West Europe"
}

resource "azurerm_container_app_environment" "main" {
  name                = "main"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name

  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }

  workload_profile {
    name                  = "general"
    workload_profile_type = "D4"
    minimum_count         = 1
    maximum_count         = 2
  }
}

resource "azurerm_container_app_environment" "london" {
  name                = "london"
  location            = "uksouth"
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_container_app" "api" {
  name                         = "api"
  container_app_environment_id = azurerm_container_app_environment.main.id
  resource_group_name          = azurerm_resource_group.main.name
  revision_mode                = "Single"

  template {
    container {
      name   = "api"
      image  = "shop.azurecr.io/api:1"
      cpu    = 0.5
      memory = "1Gi"
    }

    container {
      name   = "proxy"
      image  = "shop.azurecr.io/proxy:1"
      cpu    = 0.25
      memory = "0.5Gi"
    }
  }

  ingress {
    external_enabled = true
    target_port      = 8080

    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }
}

resource "azurerm_container_app" "worker" {
  name                         = "worker"
  container_app_environment_id = azurerm_container_app_environment.london.id
  resource_group_name          = azurerm_resource_group.main.name
  revision_mode                = "Single"

  template {
    min_replicas = 2

    container {
      name   = "worker"
      image  = "shop.azurecr.io/worker:1"
      cpu    = 1
      memory = "2Gi"
    }
  }
}

resource "azurerm_container_app" "busy" {
  name                         = "busy"
  container_app_environment_id = azurerm_container_app_environment.main.id
  resource_group_name          = azurerm_resource_group.main.name
  revision_mode                = "Single"

  template {
    min_replicas = 1

    container {
      name   = "busy"
      image  = "shop.azurecr.io/busy:1"
      cpu    = 1
      memory = "2Gi"
    }
  }
}

resource "azurerm_container_app" "dedicated" {
  name                         = "dedicated"
  container_app_environment_id = azurerm_container_app_environment.main.id
  resource_group_name          = azurerm_resource_group.main.name
  revision_mode                = "Single"
  workload_profile_name        = "general"

  template {
    container {
      name   = "dedicated"
      image  = "shop.azurecr.io/dedicated:1"
      cpu    = 2
      memory = "4Gi"
    }
  }
}

resource "azurerm_container_app" "unknown" {
  name                         = "unknown"
  container_app_environment_id = azurerm_container_app_environment.main.id
  resource_group_name          = azurerm_resource_group.main.name
  revision_mode                = "Single"

  template {
    container {
      name   = "unknown"
      image  = "shop.azurecr.io/unknown:1"
      cpu    = 0.25
      memory = "0.5Gi"
    }
  }

  ingress {
    target_port = 8080

    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }
}

resource "azurerm_container_app_job" "report" {
  name                         = "report"
  location                     = azurerm_resource_group.main.location
  container_app_environment_id = azurerm_container_app_environment.main.id
  resource_group_name          = azurerm_resource_group.main.name
  replica_timeout_in_seconds   = 1800

  schedule_trigger_config {
    cron_expression = "0 2 * * *"
  }

  template {
    container {
      name   = "report"
      image  = "shop.azurecr.io/report:1"
      cpu    = 0.5
      memory = "1Gi"
    }
  }
}
