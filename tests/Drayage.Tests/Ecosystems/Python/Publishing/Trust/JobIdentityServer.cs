using System.Collections.Concurrent;
using Drayage.Testing;

namespace Drayage.Tests.Ecosystems.Python.Publishing.Trust;

/// <summary>Hands out identities as GitHub Actions does to jobs with <c>id-token: write</c>.</summary>
internal sealed class JobIdentityServer : IAsyncDisposable
{
    private readonly LoopbackServer server;

    /// <param name="clock">By which identities end, an hour later.</param>
    /// <param name="claims">What they say of the job.</param>
    public JobIdentityServer(TimeProvider clock, params (string Name, string Value)[] claims) => server = new LoopbackServer(request =>
    {
        Asked.Enqueue(request.Target);
        return LoopbackAnswer.Of("200 OK", $$"""{"value":"{{CiIdentity.TokenFor("pypi", clock.GetUtcNow().AddHours(1), more: [("jti", $"{request.Number}"), .. claims])}}"}""");
    });

    public ConcurrentQueue<string> Asked { get; } = new();

    public (string Name, string Value)[] Variables =>
        [("ACTIONS_ID_TOKEN_REQUEST_URL", $"{server.Address}token?api-version=2"), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "request-token-77")];

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
