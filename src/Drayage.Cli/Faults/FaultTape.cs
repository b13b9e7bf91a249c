using System.Collections.Immutable;
using Drayage.Registries.Faults;
using Drayage.Registries.Faults.Routing;
using Microsoft.AspNetCore.Http;

namespace Drayage.Cli.Faults;

/// <summary>
/// What the registries saw while faults struck: every request as it came and every fault as it struck, in one order. Stands before
/// the faults, so that a request which is struck has come before.
/// </summary>
internal sealed class FaultTape : IFault
{
    private readonly Lock gate = new();
    private readonly List<TapeEntry> entries = [];

    public ImmutableArray<TapeEntry> Entries
    {
        get
        {
            lock (gate)
                return [.. entries];
        }
    }

    public void Note(FaultHit hit)
    {
        lock (gate)
            entries.Add(new TapeEntry.Struck(hit));
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Operations.Of(context.Request) is { } operation)
        {
            lock (gate)
                entries.Add(new TapeEntry.Came(operation, context.Request.Method, context.Request.Path.Value! + context.Request.QueryString));
        }

        return next(context);
    }
}

/// <summary>One thing that the registries saw.</summary>
internal abstract record TapeEntry
{
    private TapeEntry()
    {
    }

    /// <summary>A request came.</summary>
    public sealed record Came(RegistryOperation Operation, string Method, string Target) : TapeEntry;

    /// <summary>A fault struck.</summary>
    public sealed record Struck(FaultHit Hit) : TapeEntry;
}
