# Transfer to the internet: what is free once for two regions, the end of the band that is known, a region without a price.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_lb" "each" {
  for_each            = toset(["eastus", "northeurope", "westeurope", "japaneast"])
  name                = each.key
  resource_group_name = "shop"
  location            = each.key
  sku                 = "Basic"
}
