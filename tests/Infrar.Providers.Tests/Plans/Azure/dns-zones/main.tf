# The zones around the 25th, in a priced region and in one without a price; a private zone; queries.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_resource_group" "main" {
  name     = "names"
  location = "West US"
}

resource "azurerm_resource_group" "abroad" {
  name     = "abroad"
  location = "East US"
}

resource "azurerm_dns_zone" "abroad" {
  name                = "abroad.example"
  resource_group_name = azurerm_resource_group.abroad.name
}

resource "azurerm_dns_zone" "each" {
  count               = 26
  name                = "shop-${count.index}.example"
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_dns_a_record" "www" {
  name                = "www"
  zone_name           = azurerm_dns_zone.each[0].name
  resource_group_name = azurerm_resource_group.main.name
  ttl                 = 300
  records             = ["192.0.2.1"]
}

resource "azurerm_private_dns_zone" "internal" {
  name                = "shop.internal"
  resource_group_name = azurerm_resource_group.main.name
}
