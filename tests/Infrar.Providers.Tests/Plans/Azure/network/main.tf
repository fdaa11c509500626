# Gateways, endpoints, balancers and addresses, each in the region that the price book has it in and once in another.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_nat_gateway" "each" {
  for_each            = toset(["westeurope", "northeurope"])
  name                = "nat-${each.key}"
  resource_group_name = "shop"
  location            = each.key
}

resource "azurerm_nat_gateway" "unknown" {
  name                = "nat-unknown"
  resource_group_name = "shop"
  location            = "West Europe"
}

resource "azurerm_private_endpoint" "database" {
  name                = "database"
  resource_group_name = "shop"
  location            = "West US"
  subnet_id           = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/main/subnets/data"

  private_service_connection {
    name                           = "database"
    is_manual_connection           = false
    private_connection_resource_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop"
    subresource_names              = ["postgresqlServer"]
  }
}

resource "azurerm_private_endpoint" "huge" {
  name                = "huge"
  resource_group_name = "shop"
  location            = "West US"
  subnet_id           = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/main/subnets/data"

  private_service_connection {
    name                           = "huge"
    is_manual_connection           = false
    private_connection_resource_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shop"
    subresource_names              = ["blob"]
  }
}

resource "azurerm_lb" "standard" {
  name                = "standard"
  resource_group_name = "shop"
  location            = "East US"
  sku                 = "Standard"
}

resource "azurerm_lb_rule" "https" {
  name                           = "https"
  loadbalancer_id                = azurerm_lb.standard.id
  frontend_ip_configuration_name = "public"
  protocol                       = "Tcp"
  frontend_port                  = 443
  backend_port                   = 443
}

resource "azurerm_lb" "basic" {
  name                = "basic"
  resource_group_name = "shop"
  location            = "East US"
  sku                 = "Basic"
}

resource "azurerm_public_ip" "static" {
  count               = 2
  name                = "static-${count.index}"
  resource_group_name = "shop"
  location            = "West Europe"
  allocation_method   = "Static"
}

resource "azurerm_public_ip" "dynamic" {
  name                = "dynamic"
  resource_group_name = "shop"
  location            = "West Europe"
  allocation_method   = "Dynamic"
  sku                 = "Basic"
}

resource "azurerm_public_ip" "six" {
  name                = "six"
  resource_group_name = "shop"
  location            = "West Europe"
  allocation_method   = "Static"
  ip_version          = "IPv6"
}

resource "azurerm_public_ip" "abroad" {
  name                = "abroad"
  resource_group_name = "shop"
  location            = "East US"
  allocation_method   = "Static"
}
