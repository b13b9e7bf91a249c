using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary><c>/repos/O/R/releases…</c></summary>
internal static class ReleaseEndpoints
{
    public static async Task CreateAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.ReleaseDraft);
        var (state, release) = await call.UpdateAsync(before =>
            ReleaseRules.Create(before, asked, new ReleaseNotes(call.Views.RepositoryUrl(before)), call.Now));
        call.Http.Response.Headers.Location = call.Views.Release(state, release).Url;
        await ShowAsync(call, StatusCodes.Status201Created, state, release);
    }

    /// <summary>Newest first; drafts only for those who may push.</summary>
    public static async Task ListAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var page = Paging.Page(call.Http, [.. Visible(call, state).OrderByDescending(release => (release.CreatedAt, release.Id))]);
        await call.AnswerAsync(StatusCodes.Status200OK, call.Views.Releases(state, page), GitHubJson.Wire.ImmutableArrayReleaseView);
    }

    public static async Task GetAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var release = Visible(call, state).FirstOrDefault(release => release.Id == call.Id) ?? throw GitHubRefusal.NotFound();
        await ShowAsync(call, StatusCodes.Status200OK, state, release);
    }

    /// <summary>Drafts have no tag, so they are not found here.</summary>
    public static async Task GetByTagAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        await ShowAsync(call, StatusCodes.Status200OK, state, state.PublishedUnder(call.Text("tag")) ?? throw GitHubRefusal.NotFound());
    }

    public static async Task GetLatestAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        await ShowAsync(call, StatusCodes.Status200OK, state, LatestRelease.Of(state) ?? throw GitHubRefusal.NotFound());
    }

    public static async Task EditAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.ReleaseDraft);
        var (state, release) = await call.UpdateAsync(before => ReleaseRules.Edit(before, call.Id, asked, call.Now));
        await ShowAsync(call, StatusCodes.Status200OK, state, release);
    }

    public static async Task DeleteAsync(GitHubCall call)
    {
        await call.UpdateAsync(before => ReleaseRules.Delete(before, call.Id));
        await call.EmptyAsync();
    }

    public static async Task GenerateNotesAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.GenerateNotesRequest);
        var tag = asked.TagName ?? throw GitHubRefusal.Invalid("Release", "missing_field", "tag_name");
        var state = await call.RepositoryAsync();
        var notes = new ReleaseNotes(call.Views.RepositoryUrl(state)).Between(state, asked.PreviousTagName, tag);
        await call.AnswerAsync(StatusCodes.Status200OK, new NotesView(tag, notes), GitHubJson.Wire.NotesView);
    }

    private static IEnumerable<Release> Visible(GitHubCall call, RepositoryState state) =>
        state.Releases.Where(release => call.Trusted || !release.Draft);

    private static Task ShowAsync(GitHubCall call, int status, RepositoryState state, Release release) =>
        call.AnswerAsync(status, call.Views.Release(state, release), GitHubJson.Wire.ReleaseView);
}
