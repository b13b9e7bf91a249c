using System.Security.Cryptography;

namespace Drayage.Tests.Registries.Python;

/// <summary>Speaks the upload API as its documentation says.</summary>
internal static class UploadForms
{
    /// <param name="change">Changes the usual fields; a field set to null is left out.</param>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string file, string name, string version, Action<Dictionary<string, string?>>? change = null, string? fileName = null)
    {
        var content = await File.ReadAllBytesAsync(file);
        var isWheel = file.EndsWith(".whl", StringComparison.Ordinal);
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [":action"] = "file_upload",
            ["protocol_version"] = "1",
            ["metadata_version"] = "2.1",
            ["name"] = name,
            ["version"] = version,
            ["filetype"] = isWheel ? "bdist_wheel" : "sdist",
            ["pyversion"] = isWheel ? "py3" : "source",
            ["requires_python"] = ">=3.8",
            ["sha256_digest"] = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
        change?.Invoke(fields);
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields.Where(field => field.Value is not null))
            form.Add(new StringContent(value!), field);
        form.Add(new ByteArrayContent(content), "content", fileName ?? Path.GetFileName(file));
        return await client.PostAsync("python/main/legacy/", form);
    }
}
