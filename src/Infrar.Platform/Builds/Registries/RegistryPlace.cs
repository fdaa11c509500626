using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Builds.Registries;

/// <summary>Who one is at a registry.</summary>
/// <param name="User">The name.</param>
/// <param name="Password">The password, or a token in its place.</param>
internal sealed record RegistryLogin(string User, Secret Password);

/// <summary>Where a project's images are kept.</summary>
/// <param name="Host">Host and port of the registry.</param>
/// <param name="Prefix">What its repositories begin with: empty, or a path that ends with a slash.</param>
/// <param name="IsPlain">Whether it is spoken to without TLS; whoever runs Infrar says so.</param>
/// <param name="Login">Who the platform is there; null for nobody.</param>
internal sealed record RegistryPlace(string Host, string Prefix, bool IsPlain, RegistryLogin? Login)
{
    /// <summary>Whether whoever runs Infrar named it, so that it may lead into private networks.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The repository of a component, without the registry.</summary>
    public string RepositoryOf(string component) => $"{Prefix}{component}";
}
