using System.Collections.Immutable;
using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary>References and annotated tags: <c>/repos/O/R/git/…</c></summary>
internal static class RefEndpoints
{
    public static async Task CreateAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.CreateRefRequest);
        if (asked.Ref is not { } name || asked.Sha is not { } sha)
            throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"ref\" and \"sha\" must be supplied.");
        var state = await call.UpdateAsync(before => RefRules.Create(before, name, sha));
        call.Http.Response.Headers.Location = call.Views.Ref(state, name, state.Refs[name]).Url;
        await ShowAsync(call, StatusCodes.Status201Created, state, name);
    }

    public static async Task GetAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var name = $"refs/{call.Text("ref")}";
        if (!state.Refs.ContainsKey(name))
            throw GitHubRefusal.NotFound();
        await ShowAsync(call, StatusCodes.Status200OK, state, name);
    }

    /// <summary>The older address: one reference by its whole name, or a list of those below it.</summary>
    public static async Task GetOrListAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var name = $"refs/{call.Text("ref")}".TrimEnd('/');
        if (state.Refs.ContainsKey(name))
            await ShowAsync(call, StatusCodes.Status200OK, state, name);
        else if (Below(state, $"{name}/") is { IsEmpty: false } below)
            await ShowAsync(call, state, below);
        else
            throw GitHubRefusal.NotFound();
    }

    /// <summary>References whose names begin with a text; none is no error.</summary>
    public static async Task ListMatchingAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        await ShowAsync(call, state, Below(state, $"refs/{call.Text("ref")}"));
    }

    public static async Task MoveAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.UpdateRefRequest);
        var sha = asked.Sha ?? throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"sha\" wasn't supplied.");
        var name = $"refs/{call.Text("ref")}";
        var state = await call.UpdateAsync(before => RefRules.Move(before, name, sha, asked.Force ?? false));
        await ShowAsync(call, StatusCodes.Status200OK, state, name);
    }

    public static async Task DeleteAsync(GitHubCall call)
    {
        await call.UpdateAsync(before => RefRules.Delete(before, $"refs/{call.Text("ref")}"));
        await call.EmptyAsync();
    }

    /// <summary>Makes the tag object only; a reference to it is a second request.</summary>
    public static async Task CreateTagAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.CreateTagRequest);
        var (state, tag) = await call.UpdateAsync(before => TagRules.Create(before, asked, call.Now));
        var view = call.Views.Tag(state, tag);
        call.Http.Response.Headers.Location = view.Url;
        await call.AnswerAsync(StatusCodes.Status201Created, view, GitHubJson.Wire.TagView);
    }

    public static async Task GetTagAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var tag = state.TagObjects.GetValueOrDefault(call.Text("sha")) ?? throw GitHubRefusal.NotFound();
        await call.AnswerAsync(StatusCodes.Status200OK, call.Views.Tag(state, tag), GitHubJson.Wire.TagView);
    }

    private static ImmutableArray<string> Below(RepositoryState state, string prefix) =>
        [.. state.Refs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static Task ShowAsync(GitHubCall call, int status, RepositoryState state, string name) =>
        call.AnswerAsync(status, call.Views.Ref(state, name, state.Refs[name]), GitHubJson.Wire.RefView);

    private static Task ShowAsync(GitHubCall call, RepositoryState state, ImmutableArray<string> names)
    {
        var page = Paging.Page(call.Http, names);
        return call.AnswerAsync(StatusCodes.Status200OK, [.. page.Select(name => call.Views.Ref(state, name, state.Refs[name]))], GitHubJson.Wire.ImmutableArrayRefView);
    }
}
