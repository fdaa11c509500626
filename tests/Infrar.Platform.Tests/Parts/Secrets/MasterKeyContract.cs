using System.Runtime.Versioning;
using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Parts.Secrets;

/// <summary>What every master key must do.</summary>
public abstract class MasterKeyContract : IAsyncLifetime
{
    private protected abstract IMasterKey Key { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract void Rotate();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrapped_bytes_open_under_their_context_alone()
    {
        byte[] plain = [1, 2, 3, 250];

        var wrapped = await Key.WrapAsync(plain, "one", Cancel);

        Assert.Equal(plain, await Key.UnwrapAsync(wrapped, "one", Cancel));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Key.UnwrapAsync(wrapped, "two", Cancel));
        Assert.NotEqual(wrapped, await Key.WrapAsync(plain, "one", Cancel));
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_refused()
    {
        var wrapped = await Key.WrapAsync(new byte[] { 9, 9, 9 }, "one", Cancel);

        // The first bytes name the version of the key, whose absence is another fault.
        for (var place = 4; place < wrapped.Length; place++)
        {
            var changed = wrapped.ToArray();
            changed[place] ^= 1;
            await Assert.ThrowsAnyAsync<CryptographicException>(() => Key.UnwrapAsync(changed, "one", Cancel));
        }
    }

    [Fact]
    public async Task Old_wrappings_open_after_a_rotation()
    {
        var before = await Key.WrapAsync(new byte[] { 7 }, "one", Cancel);

        Rotate();
        var after = await Key.WrapAsync(new byte[] { 8 }, "one", Cancel);

        Assert.Equal([7], await Key.UnwrapAsync(before, "one", Cancel));
        Assert.Equal([8], await Key.UnwrapAsync(after, "one", Cancel));
    }
}

[UnsupportedOSPlatform("windows")]
public sealed class FileMasterKeyTests : MasterKeyContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infrar-key-");
    private FileMasterKey _key = null!;

    private protected override IMasterKey Key => _key;

    private string File => Path.Combine(_folder.FullName, "master.key");

    public override ValueTask InitializeAsync()
    {
        _key = FileMasterKey.Open(File);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override void Rotate() => _key.Rotate();

    [Fact]
    public void Only_its_owner_can_read_the_file()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Throws<InvalidOperationException>(() => FileMasterKey.Open(File));
    }

    [Fact]
    public async Task A_process_that_read_the_file_earlier_opens_what_another_sealed_after_rotating()
    {
        var cancel = TestContext.Current.CancellationToken;
        var other = FileMasterKey.Open(File);

        other.Rotate();
        var wrapped = await other.WrapAsync(new byte[] { 5 }, "one", cancel);

        Assert.Equal([5], await _key.UnwrapAsync(wrapped, "one", cancel));
    }

    [Fact]
    public async Task Rotations_from_many_sides_lose_no_version()
    {
        var sides = Enumerable.Range(0, 8).Select(_ => FileMasterKey.Open(File)).ToList();

        var versions = await Task.WhenAll(sides.Select(s => Task.Run(s.Rotate)));

        Assert.Equal(Enumerable.Range(2, 8).Select(v => (uint)v), versions.Order());
    }
}

public sealed class KmsMasterKeyTests : MasterKeyContract
{
    private readonly KmsServer _server = new();
    private AmazonKeyManagementServiceClient _client = null!;
    private KmsMasterKey _key = null!;

    private protected override IMasterKey Key => _key;

    public override async ValueTask InitializeAsync()
    {
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _client = Connect(AwsJsonServer.SecretKey);
        _key = new(_client, KmsServer.KeyId);
    }

    public override async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    protected override void Rotate() => _server.Rotate();

    [Fact]
    public async Task A_wrong_secret_key_is_refused_by_the_server()
    {
        using var client = Connect("wrong");

        await Assert.ThrowsAnyAsync<AmazonKeyManagementServiceException>(() =>
            new KmsMasterKey(client, KmsServer.KeyId).WrapAsync(
                new byte[] { 1 },
                "one",
                TestContext.Current.CancellationToken
            )
        );
    }

    private AmazonKeyManagementServiceClient Connect(string secretKey) =>
        new(
            new BasicAWSCredentials(AwsJsonServer.AccessKey, secretKey),
            new AmazonKeyManagementServiceConfig
            {
                ServiceURL = _server.Url,
                AuthenticationRegion = "eu-central-1",
                MaxErrorRetry = 0,
            }
        );
}
