using System.Collections.Concurrent;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Amazon.Runtime;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Infrar.Platform.Tests.Parts.Secrets;

/// <summary>What every vault must do.</summary>
public abstract class VaultContract : IAsyncLifetime
{
    private protected ISecretVault Vault { get; set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_secret_reads_as_it_was_put()
    {
        var path = SecretPath.OfProject("prj-1", "aws-credentials");
        var text = "{\"key\":\"ä\u0000\\n€\"}" + new string('x', 20_000);

        await Vault.PutAsync(path, new("first"), Cancel);
        await Vault.PutAsync(path, new(text), Cancel);

        Assert.Equal(text, (await Vault.FindAsync(path, Cancel))!.Reveal());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_not_deleted()
    {
        var path = SecretPath.OfProject("prj-1", "gone");

        Assert.Null(await Vault.FindAsync(path, Cancel));
        Assert.False(await Vault.DeleteAsync(path, Cancel));
        await Vault.PutAsync(path, new("x"), Cancel);
        Assert.True(await Vault.DeleteAsync(path, Cancel));
        Assert.Null(await Vault.FindAsync(path, Cancel));
        await Vault.PutAsync(path, new("y"), Cancel);
        Assert.Equal("y", (await Vault.FindAsync(path, Cancel))!.Reveal());
    }

    [Fact]
    public async Task Adding_never_replaces()
    {
        var path = SecretPath.OfProject("prj-1", "once");

        var added = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Task.Run(() => Vault.TryAddAsync(path, new($"v{n}"), Cancel), Cancel))
        );

        var winner = Assert.Single(added.Index(), a => a.Item);
        Assert.Equal($"v{winner.Index}", (await Vault.FindAsync(path, Cancel))!.Reveal());
    }

    [Fact]
    public async Task A_folder_lists_what_lies_in_it_and_nothing_beside_it()
    {
        string[] inside = ["users/a_b/k1", "users/a_b/k2", "users/a_b/k3", "users/a_b/k4", "users/a_b/sub/k5"];
        foreach (var path in inside.Concat(["users/a_bc/k", "users/axb/k", "jwt/signing-key"]))
        {
            await Vault.PutAsync(new(path), new("v"), Cancel);
        }

        Assert.Equal(inside, (await Vault.ListAsync("users/a_b", Cancel)).Select(p => p.Text));
        Assert.Equal(8, (await Vault.ListAsync("", Cancel)).Length);
        Assert.Empty(await Vault.ListAsync("nothing", Cancel));
    }

    [Fact]
    public async Task Readers_see_one_whole_value_while_many_write_and_keys_are_renewed()
    {
        var path = SecretPath.OfProject("prj-1", "busy");
        var written = new ConcurrentBag<string>();
        await Vault.PutAsync(path, new(Value(-1)), Cancel);
        written.Add(Value(-1));

        async Task WriteAsync(int from)
        {
            for (var n = from; n < from + 10; n++)
            {
                written.Add(Value(n));
                await Vault.PutAsync(path, new(Value(n)), Cancel);
                var seen = (await Vault.FindAsync(path, Cancel))!.Reveal();
                Assert.Contains(seen, written);
            }
        }

        async Task RenewAsync()
        {
            for (var n = 0; n < 5; n++)
            {
                await Vault.RenewAsync(Cancel);
                await Vault.ResealAsync("users", Cancel);
            }
        }

        await Task.WhenAll(
            Task.Run(() => WriteAsync(0), Cancel),
            Task.Run(() => WriteAsync(100), Cancel),
            Task.Run(RenewAsync, Cancel)
        );
        await Vault.PutAsync(path, new("last"), Cancel);
        await Vault.RenewAsync(Cancel);
        Assert.Equal("last", (await Vault.FindAsync(path, Cancel))!.Reveal());
    }

    private static string Value(int n) => string.Concat(Enumerable.Repeat($"{n};", 500));
}

[UnsupportedOSPlatform("windows")]
public sealed class FolderVaultTests : VaultContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infrar-vault-");
    private FileMasterKey _master = null!;

    private string Folder => Path.Combine(_folder.FullName, "vault");

    public override ValueTask InitializeAsync()
    {
        _master = FileMasterKey.Open(Path.Combine(_folder.FullName, "master.key"));
        Vault = Open();
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Files_hold_nothing_of_the_value_and_open_for_their_owner_alone()
    {
        await Vault.PutAsync(new("users/a/k"), new("plainly-visible"), Cancel);

        var file = Path.Combine(Folder, "users/a/k.sealed");
        Assert.DoesNotContain("plainly-visible", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(Folder, "users/a"))
        );
    }

    [Fact]
    public async Task A_file_moved_to_another_project_does_not_open()
    {
        await Vault.PutAsync(new("users/a/k"), new("v"), Cancel);
        await Vault.PutAsync(new("users/b/k"), new("w"), Cancel);

        File.Copy(Path.Combine(Folder, "users/a/k.sealed"), Path.Combine(Folder, "users/b/k.sealed"), overwrite: true);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => Vault.FindAsync(new("users/b/k"), Cancel));
    }

    [Fact]
    public async Task An_unfinished_file_of_a_killed_process_is_no_secret()
    {
        await Vault.PutAsync(new("users/a/k"), new("v"), Cancel);
        await File.WriteAllTextAsync(Path.Combine(Folder, "users/a/.new-0011223344556677"), "half", Cancel);

        Assert.Equal(["users/a/k"], (await Vault.ListAsync("", Cancel)).Select(p => p.Text));
    }

    [Fact]
    public async Task Another_process_with_the_same_key_reads_it_after_a_rotation()
    {
        await Vault.PutAsync(new("users/a/k"), new("v"), Cancel);
        _master.Rotate();

        Assert.Equal(1, await Vault.RenewAsync(Cancel));

        Assert.Equal("v", (await Open().FindAsync(new("users/a/k"), Cancel))!.Reveal());
    }

    [Fact]
    public async Task Resealing_takes_a_new_data_key_for_one_folder_and_keeps_what_is_inside()
    {
        await Vault.PutAsync(new("users/a/k"), new("v"), Cancel);
        await Vault.PutAsync(new("users/b/k"), new("w"), Cancel);
        var (ofA, ofB) = (Sealed("a"), Sealed("b"));

        Assert.Equal(1, await Vault.ResealAsync("users/a", Cancel));

        // Letters, version, length, and the wrapped key come first.
        var length = 6 + System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(ofA.AsSpan(4));
        Assert.NotEqual(ofA[..length], Sealed("a")[..length]);
        Assert.Equal(ofB, Sealed("b"));
        Assert.Equal("v", (await Open().FindAsync(new("users/a/k"), Cancel))!.Reveal());
    }

    private byte[] Sealed(string owner) => File.ReadAllBytes(Path.Combine(Folder, "users", owner, "k.sealed"));

    private FolderVault Open() => new(Folder, new(_master), TimeProvider.System);
}

public abstract class DatabaseVaultContract : VaultContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infrar-vault-");
    private ServiceProvider _services = null!;

    public override async ValueTask InitializeAsync()
    {
        _services = await ConnectAsync(_folder.FullName);
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlatformContext>().Database.MigrateAsync(Cancel);
        Vault = new DatabaseVault(
            _services.GetRequiredService<IServiceScopeFactory>(),
            new(FileMasterKey.Open(Path.Combine(_folder.FullName, "master.key"))),
            TimeProvider.System
        );
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    protected abstract Task<ServiceProvider> ConnectAsync(string folder);
}

public sealed class SqliteVaultTests : DatabaseVaultContract
{
    protected override Task<ServiceProvider> ConnectAsync(string folder) =>
        Task.FromResult(
            new ServiceCollection()
                .AddDbContext<PlatformContext, SqliteContext>(o => DatabaseServices.Sqlite(o, folder))
                .BuildServiceProvider()
        );
}

public sealed class PostgresVaultTests : DatabaseVaultContract
{
    protected override async Task<ServiceProvider> ConnectAsync(string folder)
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var server = await PostgresServer.Shared;
        var database = server.ConnectionString(await server.CreateDatabaseAsync(Cancel));
        return new ServiceCollection()
            .AddSingleton(_ => NpgsqlDataSource.Create(database))
            .AddDbContext<PlatformContext, PostgresContext>(
                (provider, o) => DatabaseServices.Postgres(o, provider.GetRequiredService<NpgsqlDataSource>())
            )
            .BuildServiceProvider();
    }
}

public sealed class AwsVaultTests : VaultContract
{
    private readonly SecretsManagerServer _server = new();
    private ServiceProvider _services = null!;

    public override async ValueTask InitializeAsync()
    {
        await _server.StartAsync(Cancel);
        _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        Vault = Open(AwsJsonServer.SecretKey);
    }

    public override async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Names_follow_the_tree_of_the_strategy()
    {
        await Vault.PutAsync(SecretPath.OfProject("prj-1", "aws-credentials"), new("v"), Cancel);

        Assert.Equal(["/infrar/production/users/prj-1/aws-credentials"], _server.Names);
    }

    [Fact]
    public async Task A_wrong_secret_key_is_refused_aloud()
    {
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() =>
            Open("wrong").PutAsync(new("users/a/k"), new("v"), Cancel)
        );

        Assert.Contains("InvalidSignatureException", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Names);
    }

    private AwsVault Open(string secretKey) =>
        new(
            _services.GetRequiredService<IHttpClientFactory>(),
            new BasicAWSCredentials(AwsJsonServer.AccessKey, secretKey),
            new(new(_server.Url), "eu-central-1", "production"),
            TimeProvider.System
        );
}
