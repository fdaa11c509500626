using System.Reflection;

namespace Infrar.Platform.Hosting;

/// <summary>Which Infrar this is.</summary>
internal static class ProductVersion
{
    /// <summary>The version, such as <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(ProductVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
}
