using System.Security.Cryptography;

namespace Infrar.Testing.Servers;

/// <summary>A real PostgreSQL on the loopback address, in a folder of its own.</summary>
/// <remarks>What it holds outlives <see cref="StopAsync"/> and <see cref="KillAsync"/>; disposing of it deletes all.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly Lazy<Task<PostgresServer>> _shared = new(() => StartAsync(new(), CancellationToken.None));
    private readonly ServerProcess _process;
    private readonly string _folder;
    private readonly bool _tls;
    private int _databases;

    private PostgresServer(string folder, int port, string password, bool tls)
    {
        _folder = folder;
        Port = port;
        Password = password;
        _tls = tls;
        _process = new(
            "postgres",
            User,
            folder,
            // A death signal of QUIT lets it remove its shared memory; KILL would not.
            ["-D", Data(folder), "-p", $"{port}", "-h", "127.0.0.1", "-k", ""],
            "QUIT",
            IsReadyAsync
        );
    }

    /// <summary>Why a test that needs PostgreSQL cannot run here; null when it can.</summary>
    public static string? Missing { get; } = Programs.Missing("initdb", "postgres", "psql", "pg_basebackup", "setpriv");

    /// <summary>One server for all tests of a run that each make their own database; ends with the run. Neither stop nor dispose of it.</summary>
    public static Task<PostgresServer> Shared => _shared.Value;

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The password of <c>postgres</c>.</summary>
    public string Password { get; }

    /// <summary>The file with the certificate authority's certificate, when it speaks TLS.</summary>
    public string CertificateAuthorityFile => Path.Combine(_folder, "ca.crt");

    /// <summary>Makes a server and starts it.</summary>
    public static async Task<PostgresServer> StartAsync(
        PostgresServerOptions options,
        CancellationToken cancellationToken
    )
    {
        var folder = ServerProcess.NewFolder("postgres");
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), password, cancellationToken);
        await Programs.GiveAsync(folder, User, cancellationToken);
        _ = await Programs.RunAsync(
            "initdb",
            User,
            new Dictionary<string, string>(),
            cancellationToken,
            "-D",
            Data(folder),
            "-U",
            User,
            "--auth=scram-sha-256",
            $"--pwfile={folder}/password",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--data-checksums"
        );
        await File.AppendAllTextAsync(
            Path.Combine(Data(folder), "postgresql.conf"),
            Configuration(options),
            cancellationToken
        );
        if (options.Tls)
        {
            await ServerCertificate.WriteAsync(folder, cancellationToken);
            var access = Path.Combine(Data(folder), "pg_hba.conf");
            await File.WriteAllTextAsync(
                access,
                "hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl replication all 127.0.0.1/32 scram-sha-256\n",
                cancellationToken
            );
            await Programs.GiveAsync(folder, User, cancellationToken);
        }

        return await StartAsync(folder, password, options.Tls, cancellationToken);
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"db{Interlocked.Increment(ref _databases)}";
        _ = await QueryAsync(User, $"create database {name}", cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>How Npgsql connects to a database here.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username={User};Password={Password};Database={database}"
        + (_tls ? $";SSL Mode=VerifyFull;Root Certificate={CertificateAuthorityFile}" : "");

    /// <summary>What psql answers to a statement: rows on lines, columns with a bar between.</summary>
    public Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken) =>
        Programs.RunAsync(
            "psql",
            null,
            Environment(),
            cancellationToken,
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database,
            "-c",
            sql
        );

    /// <summary>Stops it; connections are cut, nothing is lost.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _process.StopAsync(ServerProcess.Interrupt, cancellationToken);

    /// <summary>Kills it and all of its processes.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    /// <summary>Starts it again, at the same port with what it held.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    /// <summary>Makes a standby that follows this server and answers reads.</summary>
    public async Task<PostgresServer> StartStandbyAsync(CancellationToken cancellationToken)
    {
        var folder = ServerProcess.NewFolder("standby");
        await Programs.GiveAsync(folder, User, cancellationToken);
        _ = await Programs.RunAsync(
            "pg_basebackup",
            User,
            Environment(),
            cancellationToken,
            "-D",
            Data(folder),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync"
        );
        return await StartAsync(folder, Password, _tls, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<PostgresServer> StartAsync(
        string folder,
        string password,
        bool tls,
        CancellationToken cancellationToken
    )
    {
        var server = new PostgresServer(folder, Programs.FreePort(), password, tls);
        try
        {
            await server._process.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static string Data(string folder) => Path.Combine(folder, "data");

    private static string Configuration(PostgresServerOptions options) =>
        $"""

            max_connections = 300
            shared_buffers = {options.SharedMegabytes}MB
            max_wal_size = {options.SharedMegabytes * 8}MB
            dynamic_shared_memory_type = mmap
            fsync = {(options.Fsync ? "on" : "off")}
            synchronous_commit = {(options.Fsync ? "on" : "off")}
            full_page_writes = {(options.Fsync ? "on" : "off")}
            {(options.Tls ? "ssl = on\nssl_cert_file = '../server.crt'\nssl_key_file = '../server.key'" : "")}

            """;

    private Dictionary<string, string> Environment() =>
        new()
        {
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = $"{Port}",
            ["PGUSER"] = User,
            ["PGPASSWORD"] = Password,
            ["PGCONNECT_TIMEOUT"] = "5",
        };

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await QueryAsync(User, "select 1", cancellationToken) is "1\n";
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>What a PostgreSQL for tests is like.</summary>
/// <param name="Fsync">Whether it waits for the disk as in production; a killed server's data then survives a power cut too.</param>
/// <param name="Tls">Whether it takes connections over TLS only, with a certificate for 127.0.0.1 of its own authority.</param>
/// <param name="SharedMegabytes">Memory that its processes share; its log may grow to eight times that before it is put in order.</param>
public sealed record PostgresServerOptions(bool Fsync = false, bool Tls = false, int SharedMegabytes = 32);
