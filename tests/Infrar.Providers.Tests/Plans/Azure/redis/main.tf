# Caches of each priced size, whose rows name the unit differently by region; sizes and tiers without a price; managed ones with and without a standby.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

locals {
  caches = {
    "small"    = { location = "westeurope", sku = "Basic", family = "C", capacity = 0 }
    "standard" = { location = "West Europe", sku = "Standard", family = "C", capacity = 1 }
    "large"    = { location = "westeurope", sku = "Standard", family = "C", capacity = 3 }
    "london"   = { location = "UK South", sku = "Standard", family = "C", capacity = 1 }
    "london-s" = { location = "uksouth", sku = "Basic", family = "C", capacity = 0 }
    "virginia" = { location = "eastus", sku = "Standard", family = "C", capacity = 3 }
    "unknown"  = { location = "westeurope", sku = "Standard", family = "C", capacity = 6 }
    "premium"  = { location = "westeurope", sku = "Premium", family = "P", capacity = 1 }
  }
}

resource "azurerm_redis_cache" "each" {
  for_each            = local.caches
  name                = "shop-${each.key}"
  resource_group_name = "shop"
  location            = each.value.location
  sku_name            = each.value.sku
  family              = each.value.family
  capacity            = each.value.capacity
  shard_count         = each.value.sku == "Premium" ? 3 : null
}

resource "azurerm_managed_redis" "available" {
  name                = "shop-available"
  resource_group_name = "shop"
  location            = "eastus"
  sku_name            = "Balanced_B3"
}

resource "azurerm_managed_redis" "single" {
  name                      = "shop-single"
  resource_group_name       = "shop"
  location                  = "eastus"
  sku_name                  = "Balanced_B3"
  high_availability_enabled = false
}

resource "azurerm_managed_redis" "unknown" {
  name                = "shop-unknown"
  resource_group_name = "shop"
  location            = "eastus"
  sku_name            = "MemoryOptimized_M10"
}
