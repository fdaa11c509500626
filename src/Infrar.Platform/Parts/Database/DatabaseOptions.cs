using Microsoft.Extensions.Options;
using Npgsql;

namespace Infrar.Platform.Parts.Database;

/// <summary>Which database holds the platform's records.</summary>
public enum DatabaseKind
{
    /// <summary>A file in the data folder; one machine.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later; any number of machines.</summary>
    Postgres,
}

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The kind; SQLite when nothing is said.</summary>
    public DatabaseKind Kind { get; set; } = DatabaseKind.Sqlite;

    /// <summary>PostgreSQL: where requests go, through PgBouncer in transaction mode if there is one. Without a password.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>PostgreSQL: a connection past PgBouncer for migrations and notifications; <see cref="ConnectionString"/> when left out.</summary>
    public string? DirectConnectionString { get; set; }

    /// <summary>PostgreSQL: a file whose first line is the password; read anew for every new connection, so it may be rotated.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>PostgreSQL at RDS: the AWS region whose IAM issues tokens in the place of a password; not beside <see cref="PasswordFile"/>.</summary>
    public string? IamRegion { get; set; }

    /// <summary>PostgreSQL: a hot standby that may answer reads; the password comes from where that of <see cref="ConnectionString"/> does.</summary>
    public string? ReplicaConnectionString { get; set; }

    /// <summary>For how long a replica answers nothing to an account that wrote, and how far it may be behind, 3 to 600.</summary>
    public int ReadYourWritesSeconds { get; set; } = 10;

    /// <summary>Most connections of one process; 25, the pool of STRATEGY.md.</summary>
    public int PoolSize { get; set; } = 25;
}

/// <summary>Says every fault of <see cref="DatabaseOptions"/> at once.</summary>
internal sealed class DatabaseOptionsValidation : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var faults = new List<string>();
        if (options.Kind is DatabaseKind.Postgres && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            faults.Add(
                "Database:ConnectionString is missing: state where PostgreSQL is, such as 'Host=db;Database=infrar;Username=infrar;SSL Mode=VerifyFull'."
            );
        }

        if (options.PasswordFile is { } file && !File.Exists(file))
        {
            faults.Add($"Database:PasswordFile names {file}, which is not there.");
        }

        if (options.IamRegion is not null && options.PasswordFile is not null)
        {
            faults.Add("Database:IamRegion and Database:PasswordFile are both stated: keep the one that is used.");
        }

        (string Name, string? Text)[] connections =
        [
            ("ConnectionString", options.ConnectionString),
            ("ReplicaConnectionString", options.ReplicaConnectionString),
        ];
        faults.AddRange(
            connections
                .Where(c => options.IamRegion is not null && c.Text is not null && !UsesTls(c.Text))
                .Select(c =>
                    $"Database:IamRegion needs TLS, else the token could be read on its way: add 'SSL Mode=VerifyFull;Root Certificate=…' to Database:{c.Name}."
                )
        );
        if (options.ReplicaConnectionString is not null && options.Kind is DatabaseKind.Sqlite)
        {
            faults.Add(
                "Database:ReplicaConnectionString is for PostgreSQL alone: leave it out, or state Database:Kind=postgres."
            );
        }

        if (options.ReadYourWritesSeconds is < 3 or > 600)
        {
            faults.Add(
                $"Database:ReadYourWritesSeconds is {options.ReadYourWritesSeconds}; state a number from 3 to 600."
            );
        }

        if (options.PoolSize is < 1 or > 1000)
        {
            faults.Add($"Database:PoolSize is {options.PoolSize}; state a number from 1 to 1000.");
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool UsesTls(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).SslMode
                is SslMode.Require
                    or SslMode.VerifyCA
                    or SslMode.VerifyFull;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
