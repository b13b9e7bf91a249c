using Drayage.Registries.Faults.Scripts;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Faults.Acting;

/// <summary>Faults that carry the request out and keep the answer from the client.</summary>
internal static class LostAnswers
{
    public static async Task ResetAsync(FaultCall call)
    {
        call.Struck(await CarryOutAsync(call));
        call.Reset();
    }

    public static async Task AnswerOtherwiseAsync(FaultCall call, FaultAction.LostResponse fault)
    {
        call.Struck(await CarryOutAsync(call));
        call.Context.Response.Clear();
        await RefusedRequests.AnswerAsync(call, fault.Code, body: null, retryAfter: null);
    }

    public static async Task HoldAsync(FaultCall call, FaultAction.Hold fault)
    {
        call.Struck(await CarryOutAsync(call));
        try
        {
            await Task.Delay(fault.For, call.Clock, call.Context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, which is how most holds end.
        }

        call.Reset();
    }

    private static async Task<int> CarryOutAsync(FaultCall call)
    {
        var response = call.Context.Response;
        var body = response.Body;
        response.Body = Stream.Null;
        try
        {
            await call.ContinueAsync();
        }
        finally
        {
            response.Body = body;
        }

        return response.StatusCode;
    }
}
