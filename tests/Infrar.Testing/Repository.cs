using System.Reflection;

namespace Infrar.Testing;

/// <summary>Where the checked-out repository and the calling test project lie on this machine.</summary>
public static class Repository
{
    /// <summary>Absolute path of the repository, with a trailing slash.</summary>
    public static string Root(Assembly tests) => Metadata(tests, "RepositoryRoot");

    /// <summary>Absolute path of the folder of the test project that <paramref name="tests"/> was built from.</summary>
    public static string ProjectDirectory(Assembly tests) => Metadata(tests, "ProjectDirectory");

    private static string Metadata(Assembly tests, string key) =>
        tests.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value
        ?? throw new InvalidOperationException($"{tests.GetName().Name} carries no assembly metadata '{key}'.");
}
