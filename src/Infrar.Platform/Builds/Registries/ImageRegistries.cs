using Infrar.Core;
using Infrar.Core.Images;
using Infrar.Platform.Builds.Builder;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Registries;

/// <summary>Finds the registry of a project, and speaks to registries.</summary>
internal sealed class ImageRegistries(
    PlatformContext records,
    ISecretVault vault,
    EcrLogin ecr,
    IHttpClientFactory clients,
    IOptions<BuilderOptions> options
)
{
    /// <summary>Name of the HTTP client for registries that whoever runs Infrar named.</summary>
    internal const string Own = "own-registry";

    /// <summary>Where a project's images are kept, with who the platform is there.</summary>
    /// <returns>The place; <c>BLD004</c> where neither project nor installation names one, <c>BLD020</c> when ECR lets nobody in.</returns>
    public async Task<Result<RegistryPlace>> OfAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        var stated = await records
            .Set<ProjectRegistry>()
            .AsNoTracking()
            .FirstOrDefaultAsync(r => r.ProjectId == project, cancellationToken);
        if (stated is null)
        {
            return options.Value.Registry is ""
                ? BuildProblems.NoRegistry()
                : Place(options.Value.Registry, $"{project}/", await OwnLoginAsync(cancellationToken));
        }

        if (stated.Credential is { } credential)
        {
            var login = await ecr.LoginAsync(project, credential, HostOf(stated.Address), cancellationToken);
            return login.Succeeded(out var signedIn, out var problem) ? Place(stated.Address, "", signedIn) : problem;
        }

        var password = await vault.FindAsync(
            SecretPath.OfProject(project.Value, ProjectRegistry.PasswordName),
            cancellationToken
        );
        return Place(stated.Address, "", stated.User is { } user && password is not null ? new(user, password) : null);
    }

    /// <summary>A client of a registry.</summary>
    public RegistryClient Client(RegistryPlace place) =>
        new(clients.CreateClient(place.IsOwn ? Own : NetworkRegistration.Outside), place);

    /// <summary>A client of the registry that an image of somebody else's is in: nobody there, but where it is the project's own.</summary>
    /// <param name="image">The image.</param>
    /// <param name="own">The project's registry.</param>
    public RegistryClient ClientFor(ImageReference image, RegistryPlace own) => Client(PlaceFor(image, own));

    /// <summary>Who the platform is at the registry of an image that a Dockerfile names.</summary>
    public RegistryPlace PlaceFor(ImageReference image, RegistryPlace own) =>
        image.Registry == own.Host
            ? own
            : new(image.Registry, "", options.Value.IsPlain(image.Registry), null)
            {
                IsOwn = options.Value.IsOwn(image.Registry),
            };

    private async Task<RegistryLogin?> OwnLoginAsync(CancellationToken cancellationToken) =>
        options.Value.RegistryUser is ""
            ? null
            : new(
                options.Value.RegistryUser,
                new((await File.ReadAllTextAsync(options.Value.RegistryPasswordFile, cancellationToken)).Trim())
            );

    private RegistryPlace Place(string address, string below, RegistryLogin? login)
    {
        var host = HostOf(address);
        var path = address[host.Length..].Trim('/');
        return new(host, $"{(path is "" ? "" : $"{path}/")}{below}", options.Value.IsPlain(host), login)
        {
            IsOwn = options.Value.IsOwn(host),
        };
    }

    private static string HostOf(string address) => address.Split('/')[0];
}
