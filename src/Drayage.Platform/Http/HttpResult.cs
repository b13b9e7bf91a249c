using Drayage.Model;

namespace Drayage.Platform.Http;

/// <summary>What came of a request.</summary>
public abstract record HttpResult
{
    private HttpResult()
    {
    }

    /// <summary>The server answered, with whatever status. The reply must be disposed.</summary>
    public sealed record Answered(HttpReply Reply) : HttpResult;

    /// <summary>
    /// No answer came. Unless <see cref="HttpFailure.NothingWasSent"/>, the server may have acted on the request all the same.
    /// </summary>
    public sealed record Unanswered(HttpFailure Failure) : HttpResult;

    /// <summary>The reply, whatever its status.</summary>
    /// <param name="message">What failed, on what, in case there is none.</param>
    /// <exception cref="ReleaseException">No answer came.</exception>
    public HttpReply RequireAnswer(string message) => this switch
    {
        Answered answered => answered.Reply,
        Unanswered unanswered => throw unanswered.Failure.ToException(message),
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    /// <summary>The reply with a status of 2xx.</summary>
    /// <param name="message">What failed, on what, in case there is none.</param>
    /// <exception cref="ReleaseException">No answer came, or one with another status.</exception>
    public async Task<HttpReply> RequireSuccessAsync(string message, CancellationToken cancellationToken)
    {
        var reply = RequireAnswer(message);
        if (reply.IsSuccess)
            return reply;
        using (reply)
            throw (await reply.ToFailureAsync(cancellationToken)).ToException(message);
    }
}
