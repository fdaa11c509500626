using System.Collections.Immutable;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Administration;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Privacy;

/// <summary>What becomes of the teams that only the person owns and that others belong to.</summary>
internal enum TeamsOfErased
{
    /// <summary>They go to somebody else first; the request is refused while that has not happened.</summary>
    HandOver,

    /// <summary>They are erased with the person.</summary>
    Delete,
}

/// <summary>Asks to be erased.</summary>
/// <param name="Password">The account's password.</param>
/// <param name="Teams">What becomes of teams that only you own and that others belong to.</param>
[ApiExample(
    """
        {"password": "correct horse battery staple", "teams": "handOver"}
        """
)]
internal sealed record ErasureRequest(string Password, TeamsOfErased Teams = TeamsOfErased.HandOver);

/// <summary>What will be erased, and when.</summary>
/// <param name="DueAt">When; until then it can be cancelled.</param>
/// <param name="Teams">The teams that go with the account, with all their projects.</param>
[ApiExample(
    """
        {"dueAt": "2026-12-27T09:30:00+00:00", "teams": ["Ada's team"]}
        """
)]
internal sealed record ErasureResponse(DateTimeOffset DueAt, ImmutableArray<string> Teams);

/// <summary>What this installation says of its data.</summary>
/// <param name="Controller">Who answers for the data; empty when nothing is said.</param>
/// <param name="Contact">Where to write about one's data; empty when nothing is said.</param>
/// <param name="DataRegion">Where the data lies, in words; empty when nothing is said.</param>
/// <param name="ErasureGraceDays">Days between asking to be erased and the erasure.</param>
/// <param name="Text">The privacy page, as Markdown.</param>
[ApiExample(
    """
        {"controller": "Example Ltd", "contact": "privacy@example.com", "dataRegion": "Germany (eu-central-1)", "erasureGraceDays": 30, "text": "# Privacy\n"}
        """
)]
internal sealed record PrivacyResponse(
    string Controller,
    string Contact,
    string DataRegion,
    int ErasureGraceDays,
    string Text
);

/// <summary>What people can do about what is kept of them.</summary>
internal static class PrivacyEndpoints
{
    /// <summary>Registers what the endpoints need.</summary>
    public static void AddPrivacy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PrivacyOptions>().Bind(configuration.GetSection("Privacy")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PrivacyOptions>, PrivacyOptionsValidation>();
        services.AddSingleton<PrivacyPage>();
        services
            .AddScoped<ProjectExport>()
            .AddScoped<PersonExport>()
            .AddScoped<PersonErasure>()
            .AddScoped<ErasedList>();
    }

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/api/v1/account").WithTags("Privacy");
        account
            .MapGet("/export", ExportAsync)
            .Allow(AccessRule.Account())
            .WithName("ExportAccount")
            .WithSummary("All that is kept of you, as a ZIP archive of JSON files.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip");
        account
            .MapPost("/erasure", RequestAsync)
            .Allow(AccessRule.Account())
            .WithName("RequestErasure")
            .WithSummary("Asks to be erased for good once the grace has passed; until then it can be cancelled.");
        account
            .MapDelete("/erasure", CancelAsync)
            .Allow(AccessRule.Account())
            .WithName("CancelErasure")
            .WithSummary("Cancels the erasure that you asked for.");
        routes
            .MapGet("/api/v1/privacy", (PrivacyPage page) => TypedResults.Ok(page.Response))
            .Allow(AccessRule.Everyone)
            .WithTags("Privacy")
            .WithName("ReadPrivacy")
            .WithSummary("What is stored, where, how long, and what people can do about it.");
        routes
            .MapGet("/privacy", (PrivacyPage page) => DocumentPage.Result("Privacy", page.Response.Text))
            .Allow(AccessRule.Everyone)
            .ExcludeFromDescription();
    }

    private static async Task<FileStreamHttpResult> ExportAsync(
        Caller caller,
        PersonExport export,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await audit.SaveAsync(caller.Origin(http), new("account.export", caller.UserId), cancellationToken);
        var archive = await export.WriteAsync(caller.UserId, cancellationToken);
        return TypedResults.File(archive, "application/zip", $"infrar-{time.GetUtcNow():yyyy-MM-dd}.zip");
    }

    private static async Task<Results<Ok<ErasureResponse>, ProblemHttpResult>> RequestAsync(
        ErasureRequest request,
        Caller caller,
        PlatformContext records,
        Passwords passwords,
        PersonErasure erasure,
        UserAdministration users,
        SessionEnds ends,
        AuditLog audit,
        IOptions<AccountOptions> options,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var person = await records.Users.FirstAsync(u => u.Id == caller.UserId, cancellationToken);
        if (
            person.PasswordHash is { } hash
            && await passwords.VerifyAsync(person, hash, request.Password, cancellationToken)
                is PasswordVerificationResult.Failed
        )
        {
            return AccountProblems.NotRight("The password is not right.").ToHttp();
        }

        if (person.IsAdministrator && !await users.HasOthersAsync(person.Id, cancellationToken))
        {
            return AdministrationProblems.LastAdministrator().ToHttp();
        }

        var owned = await erasure.OwnedAsync(person.Id, cancellationToken);
        var takesTeams = request.Teams is TeamsOfErased.Delete;
        if (!takesTeams && owned.Any(t => t.Heir is not null))
        {
            return PrivacyProblems.TeamsLeft(owned.Where(t => t.Heir is not null)).ToHttp();
        }

        person.RequestErasure(time.GetUtcNow().AddDays(options.Value.ErasureGraceDays), takesTeams);
        await audit.SaveAsync(caller.Origin(http), new("account.request-erasure", person.Id), cancellationToken);
        await ends.EndAllAsync(person.Id, caller.SessionId, caller.Origin(http), cancellationToken);
        return TypedResults.Ok(new ErasureResponse(person.ErasureDueAt!.Value, [.. owned.Select(t => t.Name)]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        Caller caller,
        PlatformContext records,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var person = await records.Users.FirstAsync(u => u.Id == caller.UserId, cancellationToken);
        if (person.ErasureDueAt is null)
        {
            return PrivacyProblems.NotLeaving().ToHttp();
        }

        person.WithdrawErasure();
        await audit.SaveAsync(caller.Origin(http), new("account.cancel-erasure", person.Id), cancellationToken);
        return TypedResults.NoContent();
    }
}
