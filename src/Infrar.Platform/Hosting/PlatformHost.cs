using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Administration;
using Infrar.Platform.Audit;
using Infrar.Platform.Backups;
using Infrar.Platform.Builds;
using Infrar.Platform.Builds.Hooks;
using Infrar.Platform.Credentials;
using Infrar.Platform.Evaluations;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Limits;
using Infrar.Platform.Mail;
using Infrar.Platform.Notifications;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Parts.Work;
using Infrar.Platform.Prices;
using Infrar.Platform.Privacy;
using Infrar.Platform.Projects;
using Infrar.Platform.Releases;
using Infrar.Platform.Remote;
using Infrar.Platform.Runs;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Telemetry;
using Infrar.Platform.Uploads;
using Infrar.Platform.Web;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Hosting;

/// <summary>Puts the platform together; the one place that knows all of its slices.</summary>
internal static class PlatformHost
{
    /// <summary>A platform that is ready to be started.</summary>
    /// <param name="args">Settings as on the command line: <c>--Server:Urls=http://0.0.0.0:8080</c>.</param>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        Settings.Read(builder.Configuration, args);
        var server = builder.Configuration.GetSection("Server").Get<ServerOptions>() ?? new();
        // Sealed or not, what lies here is nobody else's to read.
        Directory.CreateDirectory(
            server.DataFolder,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        builder.WebHost.UseUrls(server.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        });
        builder
            .Logging.ClearProviders()
            .AddJsonConsole(console => (console.UseUtcTimestamp, console.IncludeScopes) = (true, true));
        builder
            .Logging.AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("Infrar", LogLevel.Information)
            // What is asked outside, and what comes of it, its callers tell in their own words.
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.None)
            // A command that fails comes up as an exception where it matters; asking whether a table is there may fail in peace.
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)
            // So does a saving that another one came before: it is done again, or comes up as a fault.
            .AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        AddServices(builder.Services, builder.Configuration, server);
        var app = builder.Build();
        Map(app);
        AccessRules.Check(app);
        return app;
    }

    /// <summary>Everything but the server itself.</summary>
    internal static void AddServices(
        IServiceCollection services,
        ConfigurationManager configuration,
        ServerOptions server
    )
    {
        services.AddOptions<ServerOptions>().Bind(configuration.GetSection("Server")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidation>();
        services.AddOptions<AccountOptions>().Bind(configuration.GetSection("Account")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidation>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(server.ShutdownSeconds));
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureHttpJsonOptions(json => JsonShape.Apply(json.SerializerOptions));
        services.AddProblemDetails();
        // Whatever a binder finds wrong comes to Faults, which says where.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddDatabase(configuration);
        services.AddSecrets(configuration);
        services.AddCache(configuration);
        services.AddLimits(configuration);
        services.AddFiles(configuration);
        services.AddOutsideHttp(configuration);
        services.AddWork(configuration);
        services.AddTelemetry(configuration);
        services.AddClockwork<Retention>(
            "retention",
            "0 15 3 * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.FireAndProceed
        );
        services
            .AddSingleton<Draining>()
            .AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<DataFolderInUse>().AddSingleton<Backup>().AddScoped<MasterKeyRenewal>();
        services.AddMail(configuration);
        services.AddClockwork<ProjectClearing>(
            "project-clearing",
            "0 7/10 * * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.FireAndProceed
        );
        services.AddScoped<AuditLog>().AddScoped<AuditSeal>();
        AddAccounts(services);
        services.AddSingleton<EvaluationCache>();
        services.AddScoped<Memberships>().AddScoped<TeamQuotas>().AddScoped<TeamErasure>();
        services.AddScoped<ProjectChanges>().AddScoped<ProjectClearing>();
        services.AddAdministration();
        services.AddPrivacy(configuration);
        services.AddCredentials(configuration);
        services.AddEvents();
        services.AddUploads(configuration);
        services.AddState(configuration);
        services.AddRuns(configuration);
        services.AddBuilds(configuration);
        services.AddReleases(configuration);
        services.AddNotifications();
        services.AddPrices(configuration);
        services.AddRemote();
        services.AddWeb(configuration);
        services.AddApiDescription();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton<SigningKeys>().AddSingleton<AccessTokens>().AddSingleton<BearerTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<BearerTokens>());
        services.AddSingleton<SetupSecret>().AddSingleton<SecondFactor>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton(provider => new Passwords(
            provider.GetRequiredService<IPasswordHasher<User>>(),
            Environment.ProcessorCount
        ));
        services
            .AddOptions<PasswordHasherOptions>()
            .Configure<IOptions<AccountOptions>>(
                (hasher, account) => hasher.IterationCount = account.Value.PasswordIterations
            );
        services.AddScoped<Registrations>().AddScoped<SignIns>().AddScoped<SessionEnds>();
        services.AddSingleton<SignInFailures>().AddScoped<Passkeys>().AddScoped<WaysIn>().AddScoped<FreshProof>();
        services.AddScoped<MailProofs>().AddScoped<GitHubClient>().AddScoped<GitHubSignIns>();
    }

    private static void Map(WebApplication app)
    {
        var requests = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Infrar.Platform.Requests");
        app.Use((http, next) => RequestScope.InvokeAsync(http, next, requests));
        var draining = app.Services.GetRequiredService<Draining>();
        app.Use((http, next) => Draining.InvokeAsync(http, next, draining));
        app.UseMiddleware<Faults>();
        app.Use(SecurityHeaders.InvokeAsync);
        var web = app.Services.GetRequiredService<WebPages>();
        web.Use(app);
        app.UseLimits();
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        app.UseTokenLimits();
        app.UseMiddleware<MaintenanceGate>();
        if (app.Services.GetService<Replica>() is { } replica)
        {
            app.Use((http, next) => ReplicaReads.InvokeAsync(http, next, replica));
        }

        app.Use((http, next) => Idempotency.InvokeAsync(http, next));
        app.MapSessions();
        app.MapAccounts();
        app.MapPasskeys();
        app.MapMailProofs();
        app.MapGitHub();
        app.MapTokens();
        app.MapTeams();
        app.MapInvitations();
        app.MapProjects();
        app.MapManifests();
        app.MapEvaluations();
        app.MapCredentials();
        app.MapUploads();
        app.MapWorkspaces();
        app.MapWorkspaceVariables();
        app.MapRuns();
        app.MapBuilds();
        app.MapReleases();
        app.MapBuildSettings();
        app.MapHooks();
        app.MapNotifications();
        app.MapPrices();
        app.MapQuarantine();
        app.MapRemote();
        app.MapBackend();
        app.MapStates();
        app.MapDataKeys();
        app.MapAudit();
        app.MapAdministration();
        app.MapPrivacy();
        app.MapProblemPages();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDescription();
        app.MapFallback(
                (HttpContext http) => web.NowhereFor(http) ?? ApiProblems.NoSuchPath(http.Request.Path).ToHttp()
            )
            .Allow(AccessRule.Everyone)
            .ExcludeFromDescription();
    }
}
