using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary>
/// Files of branches: <c>…/contents/PATH</c>, the trees and commits that branches begin with, and the site that GitHub Pages would serve
/// from a branch, here under <c>/pages/OWNER/NAME/</c>.
/// </summary>
internal sealed class ContentEndpoints(BlobStore blobs)
{
    private const string RawType = "application/vnd.github.raw";
    private const int LargestInline = 1024 * 1024;

    public async Task GetAsync(GitHubCall call)
    {
        var path = call.Text("path");
        var files = ContentRules.FilesOf(await call.RepositoryAsync(), call.Http.Request.Query["ref"]);
        var file = files.GetValueOrDefault(path) ?? throw GitHubRefusal.NotFound();
        var digest = Digest.Parse(file.Digest);
        if (call.Http.Request.Headers.Accept.ToString().Contains(RawType, StringComparison.OrdinalIgnoreCase))
        {
            await Answer.FileAsync(call.Http, blobs.PathOf(digest), digest, $"{RawType}; charset=utf-8");
            return;
        }

        var view = View(path, file);
        // Larger files are served raw only.
        var inlined = file.Size <= LargestInline;
        view["encoding"] = inlined ? "base64" : "none";
        view["content"] = inlined ? Convert.ToBase64String(await File.ReadAllBytesAsync(blobs.PathOf(digest), call.Cancellation), Base64FormattingOptions.InsertLineBreaks) : "";
        await call.AnswerAsync(StatusCodes.Status200OK, view);
    }

    public async Task PutAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.WriteContentRequest);
        var message = asked.Message ?? throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"message\" wasn't supplied.");
        var path = call.Text("path");
        var file = await KeepAsync(Decode(asked.Content), call.Cancellation);
        var (_, (commit, isNew)) = await call.UpdateAsync(before => ContentRules.Write(before, asked.Branch, path, file, asked.Sha, message, call.Now));
        await call.AnswerAsync(
            isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            new JsonObject { ["content"] = View(path, file), ["commit"] = new JsonObject { ["sha"] = commit, ["message"] = message } });
    }

    /// <summary>A tree of files whose content is in the request.</summary>
    public async Task PlantAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.CreateTreeRequest);
        var files = ImmutableSortedDictionary<string, TreeFile>.Empty;
        foreach (var entry in asked.Tree.IsDefault ? [] : asked.Tree)
        {
            if (entry is not { Path: { Length: > 0 } path, Mode: "100644", Type: "blob", Content: { } content })
                throw GitHubRefusal.Unprocessable("Must supply a valid tree.mode, tree.path and tree.content");
            files = files.SetItem(path, await KeepAsync(Encoding.UTF8.GetBytes(content), call.Cancellation));
        }

        if (files.IsEmpty)
            throw GitHubRefusal.Unprocessable("Invalid tree info");
        var (_, tree) = await call.UpdateAsync(before => ContentRules.Plant(before, files));
        await call.AnswerAsync(StatusCodes.Status201Created, new JsonObject { ["sha"] = tree, ["truncated"] = false });
    }

    public static async Task CommitAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.CreateCommitRequest);
        if (asked is not { Message: { } message, Tree: { } tree })
            throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"message\" and \"tree\" must be supplied.");
        var (_, commit) = await call.UpdateAsync(before => ContentRules.Commit(before, tree, asked.Parents.IsDefault ? [] : asked.Parents, message, call.Now));
        await call.AnswerAsync(
            StatusCodes.Status201Created, new JsonObject { ["sha"] = commit, ["message"] = message, ["tree"] = new JsonObject { ["sha"] = tree } });
    }

    public async Task PageAsync(GitHubCall call)
    {
        var path = call.Text("path");
        var files = ContentRules.SiteOf(await call.RepositoryAsync());
        var file = files.GetValueOrDefault(path.Length == 0 || path.EndsWith('/') ? path + "index.html" : path) ?? throw GitHubRefusal.NotFound();
        await Answer.FileAsync(call.Http, blobs.PathOf(Digest.Parse(file.Digest)), Digest.Parse(file.Digest), TypeOf(path));
    }

    private async Task<TreeFile> KeepAsync(byte[] content, CancellationToken cancellationToken)
    {
        var digest = Digest.OfSha256(content);
        await blobs.PutAsync(digest, content, cancellationToken);
        return new TreeFile(Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content])), digest.ToString(), content.Length);
    }

    private static byte[] Decode(string? content)
    {
        try
        {
            return Convert.FromBase64String(content ?? throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"content\" wasn't supplied."));
        }
        catch (FormatException)
        {
            throw GitHubRefusal.Unprocessable("content is not valid Base64");
        }
    }

    private static JsonObject View(string path, TreeFile file) => new()
    {
        ["type"] = "file",
        ["name"] = path[(path.LastIndexOf('/') + 1)..],
        ["path"] = path,
        ["sha"] = file.Sha,
        ["size"] = file.Size,
    };

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" or "" => "text/html; charset=utf-8",
        ".yaml" or ".yml" => "text/yaml; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        _ => "application/octet-stream",
    };
}
