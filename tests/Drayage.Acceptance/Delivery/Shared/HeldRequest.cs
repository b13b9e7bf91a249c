using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Acceptance.Delivery.Shared;

/// <summary>Keeps the first request of a kind waiting before its effect, for as long as a test wants.</summary>
internal sealed class HeldRequest(Func<HttpRequest, bool> which) : IFault
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource let = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the request is there.</summary>
    public Task Arrived => arrived.Task;

    public void LetGo() => let.TrySetResult();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (which(context.Request) && arrived.TrySetResult())
            await let.Task;
        await next(context);
    }
}
