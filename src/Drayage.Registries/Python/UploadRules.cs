using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python;

/// <summary>What the fields of an upload must say, whatever the file is.</summary>
internal static class UploadRules
{
    /// <exception cref="PythonRefusal">With the field, as the index names it.</exception>
    public static void CheckFields(UploadForm form)
    {
        if (form[":action"] is "submit" or "doc_upload")
            throw new PythonRefusal(StatusCodes.Status410Gone, "Project pre-registration is no longer required or supported, upload your files instead.");
        Demand(form[":action"] == "file_upload", "Invalid value for :action. Error: Use 'file_upload'.");
        Demand(form["protocol_version"] is "" or "1", "Unknown protocol version.");
        Demand(form["metadata_version"].Length > 0, "'' is an invalid value for Metadata-Version. Error: This field is required.");
        Demand(ProjectName.IsValid(form["name"]), $"'{form["name"]}' is an invalid value for Name. Error: Start and end with a letter or numeral containing only ASCII numeric and '.', '_' and '-'.");
        var version = PythonVersion.Canonical(form["version"]);
        Demand(version is not null, $"'{form["version"]}' is an invalid value for Version. Error: Start and end with a valid PEP 440 version.");
        Demand(!version!.Contains('+', StringComparison.Ordinal), $"'{form["version"]}' is an invalid value for Version. Error: Can't use PEP 440 local versions.");
        Demand(form["filetype"] is UploadForm.Sdist or UploadForm.Wheel, "Invalid value for filetype. Error: Use a known file type.");
        Demand(form["filetype"] != UploadForm.Sdist || form["pyversion"] is "" or "source", "Invalid value for pyversion. Error: Use 'source' as Python version when uploading sdists.");
        Demand(form["filetype"] != UploadForm.Wheel || form["pyversion"].Length > 0, "Invalid value for pyversion. Error: Python version is required for binary distribution uploads.");
    }

    /// <summary>At least one digest must be given, and every given one must be right.</summary>
    public static void CheckDigests(UploadForm form, UploadedFile file)
    {
        Demand(form["md5_digest"] + form["sha256_digest"] + form["blake2_256_digest"] != "", "Include at least one message digest.");
        CheckDigest(form["md5_digest"], file.Md5, "MD5");
        CheckDigest(form["sha256_digest"], file.Sha256, "SHA256");
        CheckDigest(form["blake2_256_digest"], file.Blake2b256, "BLAKE2");
    }

    private static void CheckDigest(string given, string actual, string algorithm)
    {
        if (given == "")
            return;
        Demand(given.Length == actual.Length && given.All(char.IsAsciiHexDigit), $"Use a valid, hex-encoded, {algorithm} message digest.");
        Demand(given.Equals(actual, StringComparison.OrdinalIgnoreCase), "The digest supplied does not match a digest calculated from the uploaded file.");
    }

    private static void Demand(bool holds, string message)
    {
        if (!holds)
            throw PythonRefusal.BadRequest(message);
    }
}
