using System.Reflection;

namespace Infrar.Cli;

/// <summary>Which Infrar this is.</summary>
internal static class ProductVersion
{
    /// <summary>Version number as <c>Directory.Build.props</c> states it.</summary>
    public static string Number { get; } =
        typeof(ProductVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "0.0.0";

    /// <summary>What <c>--version</c> prints.</summary>
    public static string Line => $"infrar {Number}";
}
