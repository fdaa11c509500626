using System.Reflection;
using Infrar.Core.Manifests;
using Infrar.Testing;

namespace Infrar.Core.Tests.Manifests;

/// <summary>Infrar's own manifest, as it stands in the repository.</summary>
internal static class InfrarManifest
{
    internal const string File = "placement/infrar.yaml";

    internal static string Text { get; } =
        System.IO.File.ReadAllText(Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), File));

    internal static ManifestReading Reading { get; } = ManifestReader.Read(Text, File, TestCatalog.Instance);

    internal static SystemDescription Resolve(string environment, string strategy)
    {
        Assert.Empty(Reading.Diagnostics);
        Assert.True(
            Reading.Manifest!.Resolve(environment, strategy).Succeeded(out var system, out var problem),
            problem?.Detail
        );
        return system;
    }
}
