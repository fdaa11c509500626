# Registries below, at and above what they include; with a copy in another region; of a tier without a price; without stated use.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

locals {
  registries = {
    "below"   = "Basic"
    "at"      = "Basic"
    "above"   = "Basic"
    "tier"    = "Standard"
    "unknown" = "Basic"
  }
}

resource "azurerm_container_registry" "each" {
  for_each            = local.registries
  name                = "shop${each.key}"
  resource_group_name = "shop"
  location            = "East US"
  sku                 = each.value
}

resource "azurerm_container_registry" "copied" {
  name                = "shopcopied"
  resource_group_name = "shop"
  location            = "East US"
  sku                 = "Premium"

  georeplications {
    location = "West Europe"
  }
}
