using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Azure.Checks.Exposure;

/// <summary>Whether anybody may read a storage container.</summary>
internal sealed class PublicContainerCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "PUB004";

    /// <inheritdoc/>
    public override string Title => "Anybody may read a storage container";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale => "blob opens every file whose name is known, container lists the names as well.";

    /// <inheritdoc/>
    public override string Mend => "Set container_access_type to private.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["azurerm_storage_container", "azurerm_storage_account"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type != "azurerm_storage_container"
            || resource.Text("container_access_type") is not ("blob" or "container")
        )
        {
            yield break;
        }

        // The account may forbid what the container asks for.
        var account =
            scope.Graph.Follow(resource["storage_account_id"]) ?? scope.Graph.Follow(resource["storage_account_name"]);
        if (account?.Flag("allow_nested_items_to_be_public", absent: true) == false)
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            resource.Text("container_access_type") == "container"
                ? "Anybody may list and read the container's files."
                : "Anybody may read a file of the container whose name is known.",
            "Set container_access_type to private.",
            resource.Breaks("container_access_type")
        );
    }
}
