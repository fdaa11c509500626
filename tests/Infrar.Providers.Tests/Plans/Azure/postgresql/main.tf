# Flexible servers: burstable, by the vCore, by a size of its own price, with a standby, a replica, backups; sizes and regions without a price.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

locals {
  servers = {
    "burstable"    = { location = "West Europe", sku = "B_Standard_B1ms", storage = null }
    "london"       = { location = "uksouth", sku = "B_Standard_B2s", storage = 65536 }
    "by-vcore"     = { location = "northeurope", sku = "GP_Standard_D4ds_v4", storage = 131072 }
    "by-size"      = { location = "westus", sku = "GP_Standard_D2ds_v5", storage = 32768 }
    "older"        = { location = "westus", sku = "GP_Standard_D4s_v3", storage = 262144 }
    "no-size"      = { location = "westeurope", sku = "GP_Standard_D2ds_v5", storage = 32768 }
    "no-region"    = { location = "brazilsouth", sku = "B_Standard_B1ms", storage = 32768 }
    "memory-bound" = { location = "westus", sku = "MO_Standard_E2ds_v4", storage = 32768 }
  }
}

resource "azurerm_postgresql_flexible_server" "each" {
  for_each            = local.servers
  name                = "shop-${each.key}"
  resource_group_name = "shop"
  location            = each.value.location
  sku_name            = each.value.sku
  storage_mb          = each.value.storage
}

resource "azurerm_postgresql_flexible_server" "available" {
  name                = "shop-available"
  resource_group_name = "shop"
  location            = "West US 2"
  sku_name            = "GP_Standard_D2ds_v4"
  storage_mb          = 131072
  storage_tier        = "P10"

  high_availability {
    mode = "ZoneRedundant"
  }
}

resource "azurerm_postgresql_flexible_server" "replica" {
  name                = "shop-replica"
  resource_group_name = "shop"
  location            = "East US 2"
  create_mode         = "Replica"
  source_server_id    = azurerm_postgresql_flexible_server.available.id
  storage_mb          = 131072
  storage_tier        = "P20"
}

resource "azurerm_postgresql_flexible_server" "backed_up" {
  name                = "shop-backed-up"
  resource_group_name = "shop"
  location            = "westus"
  sku_name            = "B_Standard_B1ms"
  storage_mb          = 32768
}

resource "azurerm_postgresql_flexible_server" "twice_backed_up" {
  name                         = "shop-twice-backed-up"
  resource_group_name          = "shop"
  location                     = "westus"
  sku_name                     = "B_Standard_B1ms"
  storage_mb                   = 32768
  geo_redundant_backup_enabled = true
}

resource "azurerm_postgresql_flexible_server_database" "shop" {
  name      = "shop"
  server_id = azurerm_postgresql_flexible_server.available.id
}
