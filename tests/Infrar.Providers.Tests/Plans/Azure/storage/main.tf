# Storage accounts: blobs in the hot tier, kept in one place, with operations; every other sort is not priced.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

locals {
  accounts = {
    "plain"     = { location = "North Europe", tier = "Standard", redundancy = "LRS", access = null }
    "germany"   = { location = "germanywestcentral", tier = "Standard", redundancy = "LRS", access = "Hot" }
    "cool"      = { location = "northeurope", tier = "Standard", redundancy = "LRS", access = "Cool" }
    "copied"    = { location = "northeurope", tier = "Standard", redundancy = "GRS", access = "Hot" }
    "premium"   = { location = "northeurope", tier = "Premium", redundancy = "LRS", access = null }
    "nowhere"   = { location = "japaneast", tier = "Standard", redundancy = "LRS", access = null }
    "unknown"   = { location = "uksouth", tier = "Standard", redundancy = "LRS", access = null }
  }
}

resource "azurerm_storage_account" "each" {
  for_each                 = local.accounts
  name                     = "shop${each.key}"
  resource_group_name      = "shop"
  location                 = each.value.location
  account_tier             = each.value.tier
  account_replication_type = each.value.redundancy
  access_tier              = each.value.access
}

resource "azurerm_storage_container" "files" {
  name               = "files"
  storage_account_id = azurerm_storage_account.each["plain"].id
}
