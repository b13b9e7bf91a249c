using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems;

/// <summary>Lets something else happen, once, before a request is carried out.</summary>
internal sealed class MeanwhileFault(Func<HttpRequest, bool> applies) : IFault
{
    private Func<Task>? act;

    /// <summary>What happens before the next request that is meant.</summary>
    public Func<Task>? Act
    {
        set => act = value;
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (applies(context.Request) && Interlocked.Exchange(ref act, null) is { } happens)
            await happens();
        await next(context);
    }
}
