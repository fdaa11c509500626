# Blobs over both edges of their bands where the price book has them all, pooled over two accounts; and over the end of the one band that it has elsewhere.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_storage_account" "banded" {
  count                    = 2
  name                     = "shopbanded${count.index}"
  resource_group_name      = "shop"
  location                 = "West US"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_account" "known" {
  name                     = "shopknown"
  resource_group_name      = "shop"
  location                 = "East US"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_account" "beyond" {
  name                     = "shopbeyond"
  resource_group_name      = "shop"
  location                 = "UK South"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
