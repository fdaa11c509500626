using System.Reflection;
using System.Text.Json;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Manifests;

public sealed class ManifestDocumentTests
{
    private static readonly string Root = Repository.Root(Assembly.GetExecutingAssembly());

    [Fact]
    public void The_published_schema_is_the_language() =>
        Golden.Match(ManifestSchemaWriter.Write(AllProviders.Catalog), "../../../docs/manifest.schema.json");

    [Fact]
    public void The_reference_is_the_language() =>
        Golden.Match(ManifestReferenceWriter.Write(AllProviders.Catalog), "../../../docs/manifest.md");

    [Fact]
    public void Infrars_own_manifest_has_no_fault() =>
        AssertNoFault(ReadFile("placement/infrar.yaml"), "placement/infrar.yaml");

    [Fact]
    public void Infrars_own_manifest_meets_the_published_schema() =>
        Assert.Empty(SchemaFaults(ReadFile("placement/infrar.yaml")));

    [Theory]
    [InlineData("kind: static-site", "kind: static-sites")]
    [InlineData("    cpu: 1\n", "    cpus: 1\n")]
    [InlineData("    cpu: 1\n", "    cpu: lots\n")]
    [InlineData("memory: 2 GiB", "memory: 2 Gib")]
    [InlineData("system: infrar\n", "")]
    [InlineData("retries: 3", "retries: 30")]
    public void The_published_schema_refuses_faults(string old, string replacement) =>
        Assert.NotEmpty(
            SchemaFaults(ReadFile("placement/infrar.yaml").Replace(old, replacement, StringComparison.Ordinal))
        );

    [Fact]
    public void The_example_of_the_reference_has_no_fault()
    {
        var page = ReadFile("docs/manifest.md");
        var start = page.IndexOf("```yaml\ninfrar: 1", StringComparison.Ordinal) + "```yaml\n".Length;

        AssertNoFault(page[start..page.IndexOf("```", start, StringComparison.Ordinal)], "docs/manifest.md");
    }

    private static string ReadFile(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static void AssertNoFault(string text, string file) =>
        Assert.Equal(
            [],
            ManifestReader
                .Read(text, file, AllProviders.Catalog)
                .Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message} {d.Mend}")
        );

    private static IEnumerable<string> SchemaFaults(string text)
    {
        using var schema = JsonDocument.Parse(ReadFile("docs/manifest.schema.json"));
        return [.. JsonSchemaCheck.Faults(YamlReader.Read(text, "m.yaml").Root!, schema.RootElement)];
    }
}
