using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary><c>/repos/O/R/issues…</c></summary>
internal static class IssueEndpoints
{
    public static async Task CreateAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.IssueDraft);
        var (state, issue) = await call.UpdateAsync(before => ConversationRules.Open(before, asked, call.Now));
        await call.AnswerAsync(StatusCodes.Status201Created, call.Views.Issue(state, issue), GitHubJson.Wire.IssueView);
    }

    /// <summary>Newest first; all of them, with the labels that were asked for.</summary>
    public static async Task ListAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var labels = ((string?)call.Http.Request.Query["labels"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var page = Paging.Page(call.Http, [.. state.Issues.Where(issue => labels.All(issue.Labels.Contains)).OrderByDescending(issue => issue.Number)]);
        await call.AnswerAsync(StatusCodes.Status200OK, [.. page.Select(issue => call.Views.Issue(state, issue))], GitHubJson.Wire.ImmutableArrayIssueView);
    }

    public static async Task GetAsync(GitHubCall call)
    {
        var (state, issue) = await FindAsync(call);
        await call.AnswerAsync(StatusCodes.Status200OK, call.Views.Issue(state, issue), GitHubJson.Wire.IssueView);
    }

    public static async Task CommentAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.CommentDraft);
        var (state, comment) = await call.UpdateAsync(before => ConversationRules.Comment(before, call.Id, asked.Body, call.Now));
        await call.AnswerAsync(StatusCodes.Status201Created, call.Views.Comment(state, call.Id, comment), GitHubJson.Wire.CommentView);
    }

    /// <summary>Oldest first.</summary>
    public static async Task ListCommentsAsync(GitHubCall call)
    {
        var (state, issue) = await FindAsync(call);
        var page = Paging.Page(call.Http, issue.Comments);
        await call.AnswerAsync(StatusCodes.Status200OK, [.. page.Select(comment => call.Views.Comment(state, issue.Number, comment))], GitHubJson.Wire.ImmutableArrayCommentView);
    }

    private static async Task<(RepositoryState State, Issue Issue)> FindAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        return (state, state.Issues.FirstOrDefault(issue => issue.Number == call.Id) ?? throw GitHubRefusal.NotFound());
    }
}
