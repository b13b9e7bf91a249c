using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems;

/// <summary>Lets a test look at a registry after each request that may have changed it, before the client hears of it.</summary>
internal sealed class AfterChangeFault : IFault
{
    /// <summary>Looks; null for nobody.</summary>
    public Func<HttpRequest, Task>? Look { get; set; }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (changes && Look is { } before)
            await before(context.Request);
        await next(context);
        if (changes && Look is { } after)
            await after(context.Request);
    }
}
