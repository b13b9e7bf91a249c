using Drayage.Registries.Faults.Acting;
using Drayage.Registries.Faults.Routing;
using Drayage.Registries.Faults.Scripts;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Faults;

/// <summary>Strikes requests as a script says, and tells of each.</summary>
public sealed class ScriptedFaults : IFault
{
    private readonly FaultScript script;
    private readonly TimeProvider clock;
    private readonly Action<FaultHit> struck;
    private readonly RuleCounter[] counters;
    private readonly Lock gate = new();
    private int hits;
    private volatile bool isOn;

    /// <param name="script">What strikes, and when.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="struck">Called for each request that is struck, one at a time, before its answer is complete.</param>
    /// <param name="isOn">False keeps quiet until <see cref="Begin"/>.</param>
    public ScriptedFaults(FaultScript script, TimeProvider clock, Action<FaultHit> struck, bool isOn = true)
    {
        this.script = script;
        this.clock = clock;
        this.struck = struck;
        this.isOn = isOn;
        counters = [.. script.Rules.Select((rule, index) => new RuleCounter(rule.Occurrence, script.Seed, index))];
    }

    public void Begin() => isOn = true;

    /// <summary>No request that comes from now on is struck.</summary>
    public void End() => isOn = false;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!isOn || Operations.Of(context.Request) is not { } operation || Choose(operation, context.Request) is not { } index)
            return next(context);
        var action = script.Rules[index].Action;
        var target = context.Request.Path.Value! + context.Request.QueryString;
        var call = new FaultCall(context, next, operation.Protocol, clock, status => Tell(index, action, operation, context.Request.Method, target, status));
        return FaultActions.RunAsync(call, action);
    }

    private int? Choose(RegistryOperation operation, HttpRequest request)
    {
        lock (gate)
        {
            for (var index = 0; index < counters.Length; index++)
            {
                var rule = script.Rules[index];
                if (rule.Route.Fits(operation, request.Method, request.Path.Value!) && Touches(rule.Action, request.Method) && counters[index].Next())
                    return index;
            }
        }

        return null;
    }

    /// <summary>Bodies are served to GET only, and there is nothing to write for what only looks.</summary>
    private static bool Touches(FaultAction action, string method) => action switch
    {
        FaultAction.Truncate or FaultAction.WrongBytes => HttpMethods.IsGet(method),
        FaultAction.DiskFull => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method),
        _ => true,
    };

    private void Tell(int rule, FaultAction action, RegistryOperation operation, string method, string target, int? effect)
    {
        lock (gate)
        {
            struck(new FaultHit
            {
                Number = ++hits,
                Rule = rule,
                Fault = action.Name,
                Operation = operation,
                Method = method,
                Target = target,
                Effect = effect,
            });
        }
    }
}
