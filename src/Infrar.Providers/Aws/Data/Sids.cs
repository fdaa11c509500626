using Infrar.Core.Manifests;

namespace Infrar.Providers.Aws.Data;

/// <summary>Ids of policy statements, which may hold letters and digits only.</summary>
internal static class Sids
{
    /// <summary>A component's name as part of an id: <c>code-uploads</c> becomes <c>CodeUploads</c>.</summary>
    public static string Of(Component component) =>
        string.Concat(
            component.Name.Split('-').Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w[1..])
        );
}
