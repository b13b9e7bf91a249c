using Drayage.Model;
using Drayage.Oci.Distribution;
using Microsoft.AspNetCore.Http;

namespace Drayage.PythonIndex.Serving;

/// <summary>Tells client and log what a registry refused or did not answer.</summary>
internal static class FailureAnswer
{
    public static async Task GuardAsync(HttpContext context, RequestDelegate next, IndexLog log)
    {
        try
        {
            await next(context);
        }
        catch (RegistryException failed)
        {
            await AnswerAsync(context, failed.ToReleaseException($"{context.Request.Path} cannot be served"), log);
        }
        catch (ReleaseException refused)
        {
            await AnswerAsync(context, refused, log);
        }
        catch (Exception ended) when (context.RequestAborted.IsCancellationRequested && ended is OperationCanceledException or IOException)
        {
            // The client went away; nobody is left to be told.
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            await AnswerAsync(
                context, new ReleaseException(ExitCode.Refused, $"{context.Request.Path} cannot be served", broken.Message, "look at the cache, the disk and the registry; another cache: --cache DIR", broken), log);
        }
    }

    private static async Task AnswerAsync(HttpContext context, ReleaseException told, IndexLog log)
    {
        log($"{told.Message}; because: {told.Because}; hint: {told.Hint}");
        if (context.Response.HasStarted)
        {
            // An answer that has begun can only be cut off, so that its length gives it away.
            context.Abort();
            return;
        }

        await IndexEndpoints.TextAsync(context, StatusCodes.Status502BadGateway, $"{told.Message}\nbecause: {told.Because}\nhint: {told.Hint}\n");
    }
}
