using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub;

/// <summary>One request to the interface: who asks, about which repository, and how the answer is shown.</summary>
internal sealed partial class GitHubCall(HttpContext context, RepositoryStore store, bool trusted)
{
    private const int LargestBody = 4 * 1024 * 1024;

    public HttpContext Http => context;

    /// <summary>Whether the caller may push, and so sees drafts.</summary>
    public bool Trusted => trusted;

    public Views Views { get; } = new(Answer.BaseAddress(context.Request));

    public DateTimeOffset Now => store.Clock.GetUtcNow();

    public CancellationToken Cancellation => context.RequestAborted;

    public long Id => long.TryParse(Text("id"), out var id) ? id : throw GitHubRefusal.NotFound();

    private string Owner => Slug("owner");

    private string Repository => Slug("repository");

    /// <summary>A route value. A slash within a name may have been sent escaped, which the server leaves as it is.</summary>
    public string Text(string name) =>
        ((string?)context.Request.RouteValues[name] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    public Task<RepositoryState?> FindRepositoryAsync(string owner, string name) => store.FindAsync(owner, name, Cancellation);

    /// <exception cref="GitHubRefusal">404: nothing was ever written to it.</exception>
    public async Task<RepositoryState> RepositoryAsync() =>
        await store.FindAsync(Owner, Repository, Cancellation) ?? throw GitHubRefusal.NotFound();

    /// <summary>A change that was asked for in whole is made, whether or not the client is still there to hear of it.</summary>
    public Task<RepositoryState> UpdateAsync(Func<RepositoryState, RepositoryState> change) =>
        store.UpdateAsync(Owner, Repository, change, CancellationToken.None);

    /// <summary>Also gives back the state that the change led to, for showing its result.</summary>
    public Task<(RepositoryState State, T Result)> UpdateAsync<T>(Func<RepositoryState, (RepositoryState State, T Result)> change) =>
        store.UpdateAsync(Owner, Repository, before => change(before) is var after ? (after.State, after) : default, CancellationToken.None);

    /// <inheritdoc cref="UpdateAsync{T}(Func{RepositoryState, ValueTuple{RepositoryState, T}})"/>
    /// <param name="repository">Which one, where the address does not say.</param>
    /// <param name="change">What is done with it.</param>
    public Task<(RepositoryState State, T Result)> UpdateAsync<T>(RepositoryState repository, Func<RepositoryState, (RepositoryState State, T Result)> change) =>
        store.UpdateAsync(repository.Owner, repository.Name, before => change(before) is var after ? (after.State, after) : default, CancellationToken.None);

    /// <exception cref="GitHubRefusal">400 when it is no JSON, 422 when a member has another type.</exception>
    public async Task<T> BodyAsync<T>(JsonTypeInfo<T> type)
    {
        var json = await ReadAsync();
        try
        {
            using var _ = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw new GitHubRefusal(StatusCodes.Status400BadRequest, "Problems parsing JSON");
        }
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw GitHubRefusal.Unprocessable("Invalid request: an object is needed");
        }
        catch (JsonException exception)
        {
            throw GitHubRefusal.Unprocessable($"Invalid request.\n\nFor '{exception.Path}', the value is of a wrong type.");
        }
    }

    public Task AnswerAsync<T>(int status, T body, JsonTypeInfo<T> type) => Answer.JsonAsync(context, status, body, type);

    public Task AnswerAsync(int status, JsonObject body) => Answer.JsonAsync(context, status, body, GitHubJson.Wire.JsonObject);

    public Task EmptyAsync()
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task<byte[]> ReadAsync()
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, Cancellation)) > 0)
        {
            if (body.Length + read > LargestBody)
                throw new GitHubRefusal(StatusCodes.Status413PayloadTooLarge, "Payload too large");
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private string Slug(string name) =>
        Text(name) is var slug && SlugGrammar().IsMatch(slug) && slug is not ("." or "..") ? slug : throw GitHubRefusal.NotFound();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,100}\z", RegexOptions.NonBacktracking)]
    private static partial Regex SlugGrammar();
}
