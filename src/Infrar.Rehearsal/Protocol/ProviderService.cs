using Google.Protobuf;
using Grpc.Core;
using Infrar.Rehearsal.Faults;
using Infrar.Rehearsal.Protocol.Wire;
using Infrar.Rehearsal.Providers;
using Infrar.Rehearsal.Values;
using Diagnostic = Infrar.Rehearsal.Planning.Diagnostic;

namespace Infrar.Rehearsal.Protocol;

/// <summary>The provider protocol over gRPC: decodes, asks the provider, encodes. It decides nothing.</summary>
internal sealed class ProviderService : Provider.ProviderBase
{
    public override Task<GetProviderSchema.Types.Response> GetProviderSchema(
        GetProviderSchema.Types.Request request,
        ServerCallContext context
    )
    {
        var messages = Session(context).Provider.Messages;
        var response = new GetProviderSchema.Types.Response
        {
            Provider = UnsafeByteOperations.UnsafeWrap(messages.Provider),
            ServerCapabilities = new ServerCapabilities { GetProviderSchemaOptional = true },
        };
        foreach (var (type, schema) in messages.Resources)
        {
            response.ResourceSchemas.Add(type, UnsafeByteOperations.UnsafeWrap(schema));
        }

        foreach (var (type, schema) in messages.DataSources)
        {
            response.DataSourceSchemas.Add(type, UnsafeByteOperations.UnsafeWrap(schema));
        }

        return Task.FromResult(response);
    }

    public override Task<ValidateProviderConfig.Types.Response> ValidateProviderConfig(
        ValidateProviderConfig.Types.Request request,
        ServerCallContext context
    ) => Task.FromResult(new ValidateProviderConfig.Types.Response());

    public override Task<ConfigureProvider.Types.Response> ConfigureProvider(
        ConfigureProvider.Types.Request request,
        ServerCallContext context
    )
    {
        var session = Session(context);
        var config = request.Config.ToValue(session.Provider.Schema.Configuration.Type);
        session.Configure(ProviderSettings.Of(session.Provider.Facts, config));
        return Task.FromResult(new ConfigureProvider.Types.Response());
    }

    public override Task<ValidateResourceConfig.Types.Response> ValidateResourceConfig(
        ValidateResourceConfig.Types.Request request,
        ServerCallContext context
    )
    {
        var (scope, lifecycle) = Resource(Session(context), request.TypeName);
        var response = new ValidateResourceConfig.Types.Response();
        response.Diagnostics.AddAll(lifecycle.Validate(request.Config.ToValue(scope.Schema.Type)));
        return Task.FromResult(response);
    }

    public override Task<ValidateDataResourceConfig.Types.Response> ValidateDataResourceConfig(
        ValidateDataResourceConfig.Types.Request request,
        ServerCallContext context
    ) => Task.FromResult(new ValidateDataResourceConfig.Types.Response());

    public override Task<UpgradeResourceState.Types.Response> UpgradeResourceState(
        UpgradeResourceState.Types.Request request,
        ServerCallContext context
    )
    {
        var (scope, _) = Resource(Session(context), request.TypeName);
        using var json = System.Text.Json.JsonDocument.Parse(request.RawState.Json.Memory);
        var state = JsonCodec.Decode(json.RootElement, scope.Schema.Type);
        return Task.FromResult(
            new UpgradeResourceState.Types.Response { UpgradedState = state.ToWire(scope.Schema.Type) }
        );
    }

    public override async Task<ReadResource.Types.Response> ReadResource(
        ReadResource.Types.Request request,
        ServerCallContext context
    )
    {
        var session = Session(context);
        var (scope, lifecycle) = Resource(session, request.TypeName);
        var state = request.CurrentState.ToValue(scope.Schema.Type);
        var response = new ReadResource.Types.Response { Private = request.Private, NewState = request.CurrentState };
        var fault = await InjectAsync(session, context, FaultOperation.Read, request.TypeName, state);
        if (fault is not null)
        {
            response.Diagnostics.Add(fault.ToWire());
            return response;
        }

        var cloud = await session.Cloud.ReadAsync(context.CancellationToken);
        var key = request.Private.ToKey() ?? lifecycle.KeyOf(state);
        response.NewState = lifecycle.Read(cloud, key, state).ToWire(scope.Schema.Type);
        return response;
    }

    public override async Task<PlanResourceChange.Types.Response> PlanResourceChange(
        PlanResourceChange.Types.Request request,
        ServerCallContext context
    )
    {
        var session = Session(context);
        var (scope, lifecycle) = Resource(session, request.TypeName);
        var type = scope.Schema.Type;
        var proposed = request.ProposedNewState.ToValue(type);
        var response = new PlanResourceChange.Types.Response { PlannedPrivate = request.PriorPrivate };
        var fault = await InjectAsync(session, context, FaultOperation.Plan, request.TypeName, proposed);
        if (fault is not null)
        {
            response.PlannedState = request.ProposedNewState;
            response.Diagnostics.Add(fault.ToWire());
            return response;
        }

        var plan = lifecycle.Plan(request.PriorState.ToValue(type), proposed, request.Config.ToValue(type));
        response.PlannedState = plan.Planned.ToWire(type);
        response.RequiresReplace.AddRange(plan.Replacements.Select(p => p.ToWire()));
        return response;
    }

    public override async Task<ApplyResourceChange.Types.Response> ApplyResourceChange(
        ApplyResourceChange.Types.Request request,
        ServerCallContext context
    )
    {
        var session = Session(context);
        var (scope, lifecycle) = Resource(session, request.TypeName);
        var prior = request.PriorState.ToValue(scope.Schema.Type);
        var config = request.Config.ToValue(scope.Schema.Type);
        var planned = request.PlannedState.ToValue(scope.Schema.Type);
        var key = request.PlannedPrivate.ToKey() ?? lifecycle.KeyOf(prior);
        var operation = (prior.IsNull, planned.IsNull) switch
        {
            (true, _) => FaultOperation.Create,
            (_, true) => FaultOperation.Delete,
            _ => FaultOperation.Update,
        };

        var fault = await InjectAsync(session, context, operation, request.TypeName, planned.IsNull ? prior : planned);
        var outcome = fault is not null
            ? new Outcome(prior, prior.IsNull ? null : key, [fault])
            : await session.Cloud.ChangeAsync(
                cloud =>
                    operation switch
                    {
                        FaultOperation.Create => lifecycle.Create(cloud, config, planned),
                        FaultOperation.Delete => lifecycle.Delete(cloud, key, prior),
                        _ => lifecycle.Update(cloud, key, prior, config, planned),
                    },
                context.CancellationToken
            );

        var response = new ApplyResourceChange.Types.Response
        {
            NewState = outcome.State.ToWire(scope.Schema.Type),
            Private = outcome.Key.ToWire(),
        };
        response.Diagnostics.AddAll(outcome.Refusals);
        return response;
    }

    public override async Task<ImportResourceState.Types.Response> ImportResourceState(
        ImportResourceState.Types.Request request,
        ServerCallContext context
    )
    {
        var session = Session(context);
        var (scope, lifecycle) = Resource(session, request.TypeName);
        var cloud = await session.Cloud.ReadAsync(context.CancellationToken);
        var response = new ImportResourceState.Types.Response();
        if (lifecycle.Import(cloud, request.Id) is not { } key)
        {
            response.Diagnostics.Add(Refusals.NothingToImport(request.TypeName, request.Id).ToWire());
            return response;
        }

        response.ImportedResources.Add(
            new ImportResourceState.Types.ImportedResource
            {
                TypeName = request.TypeName,
                State = lifecycle.Read(cloud, key, Value.Null).ToWire(scope.Schema.Type),
                Private = ((Clouds.CloudKey?)key).ToWire(),
            }
        );
        return response;
    }

    public override async Task<ReadDataSource.Types.Response> ReadDataSource(
        ReadDataSource.Types.Request request,
        ServerCallContext context
    )
    {
        var session = Session(context);
        var scope = session.Provider.DataSource(request.TypeName, session.Settings) ?? throw Unknown(request.TypeName);
        var config = request.Config.ToValue(scope.Schema.Type);
        var response = new ReadDataSource.Types.Response { State = request.Config };
        var fault = await InjectAsync(session, context, FaultOperation.Read, "data." + request.TypeName, config);
        if (fault is not null)
        {
            response.Diagnostics.Add(fault.ToWire());
            return response;
        }

        var cloud = await session.Cloud.ReadAsync(context.CancellationToken);
        response.State = new DataReader(scope, session.Provider).Read(cloud, config).ToWire(scope.Schema.Type);
        return response;
    }

    public override Task<StopProvider.Types.Response> StopProvider(
        StopProvider.Types.Request request,
        ServerCallContext context
    )
    {
        Session(context).Stop();
        return Task.FromResult(new StopProvider.Types.Response());
    }

    private static ProviderSession Session(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<ProviderSession>()
        ?? throw new InvalidOperationException("A call came over a connection without a session.");

    private static (ResourceScope Scope, Lifecycle Lifecycle) Resource(ProviderSession session, string type)
    {
        var scope = session.Provider.Resource(type, session.Settings) ?? throw Unknown(type);
        return (scope, new Lifecycle(scope, session.Provider.BehaviorsOf(type)));
    }

    private static async Task<Diagnostic?> InjectAsync(
        ProviderSession session,
        ServerCallContext context,
        FaultOperation operation,
        string type,
        Value values
    )
    {
        using var canceled = CancellationTokenSource.CreateLinkedTokenSource(
            session.Stopped,
            context.CancellationToken
        );
        return await session.Faults.InjectAsync(session.Cloud, operation, type, values, canceled.Token);
    }

    private static RpcException Unknown(string type) =>
        new(new Status(StatusCode.InvalidArgument, $"This provider has no type \"{type}\"."));
}
