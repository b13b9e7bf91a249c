using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems;

/// <summary>Lets a test look at a registry before and after each request that may change it; the client hears of it when both are done.</summary>
internal sealed class AfterChangeFault : IFault
{
    /// <summary>Looks; null for nobody.</summary>
    public Func<HttpRequest, Task>? Look { get; set; }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (changes && Look is { } before)
            await before(context.Request);
        if (changes && Look is { } after)
            await AnswerAfterAsync(after, context, next);
        else
            await next(context);
    }

    // An answer is on its way before its handler has ended: kept back, it comes after the look at any load.
    private static async Task AnswerAfterAsync(Func<HttpRequest, Task> look, HttpContext context, RequestDelegate next)
    {
        var (answer, kept) = (context.Response.Body, new MemoryStream());
        context.Response.Body = kept;
        try
        {
            await next(context);
            await look(context.Request);
        }
        finally
        {
            context.Response.Body = answer;
        }

        kept.Position = 0;
        await kept.CopyToAsync(answer, context.RequestAborted);
    }
}
